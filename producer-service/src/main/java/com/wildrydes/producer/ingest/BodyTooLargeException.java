package com.wildrydes.producer.ingest;

import java.io.IOException;

/** A request's body, unpacked, has more bytes than are allowed. */
public final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    BodyTooLargeException(long limit) {
        super("A request must have at most " + limit + " bytes, unpacked; send smaller batches");
    }
}
