package com.wildrydes.producer.replay;

/** One more replay would take too much memory. The message is fit for the caller. */
public final class TooManyReplaysException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooManyReplaysException(String message) {
        super(message);
    }
}
