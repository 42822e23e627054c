package com.wildrydes.producer.replay;

/** An upload that cannot be flown at all. The message says what must hold, and is fit for the sender. */
public final class InvalidTrackException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Skips skips;

    InvalidTrackException(String message, Skips skips) {
        super(message);
        this.skips = skips;
    }

    InvalidTrackException(String message) {
        this(message, new Skips());
    }

    Skips skips() {
        return skips;
    }
}
