package com.wildrydes.producer.replay;

import java.io.IOException;
import org.springframework.util.unit.DataSize;

/** An upload has more bytes than are allowed. */
public final class UploadTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    UploadTooLargeException(DataSize limit) {
        super("An upload must have at most " + limit.toBytes() + " bytes; fly it in parts");
    }
}
