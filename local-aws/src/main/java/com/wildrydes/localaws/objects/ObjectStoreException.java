package com.wildrydes.localaws.objects;

import java.io.IOException;

/** S3 answered with an error, whose HTTP status this holds. */
public final class ObjectStoreException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    ObjectStoreException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
