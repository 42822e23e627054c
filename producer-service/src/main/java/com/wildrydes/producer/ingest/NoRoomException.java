package com.wildrydes.producer.ingest;

/** The service cannot take more reports at this moment. Nothing of the request was written. */
public final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoRoomException() {
        super(
                "The queue for the stream is full; none of these reports was taken, send all of them again",
                null,
                false,
                false);
    }
}
