package com.wildrydes.producer.ingest;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.util.Arrays;

/** Gathers one piece, and forgets its bytes once they are too many. Not thread-safe. */
final class PieceBuffer {

    private final int limit;
    /** Not a ByteArrayOutputStream, which takes a lock for each byte of every report. */
    private byte[] bytes = new byte[512];

    private int size;
    private boolean tooLarge;

    PieceBuffer(int limit) {
        this.limit = limit;
    }

    void add(int b) {
        if (size < limit) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
            }
            bytes[size++] = (byte) b;
        } else if (!ByteSource.isBlank(b)) {
            // White space after a report is not part of it.
            tooLarge = true;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The piece without the white space at its end; the buffer is empty afterwards. */
    Piece take(int line) {
        Piece piece = tooLarge
                ? Piece.refused(line, Reason.TOO_LARGE, "A report must have at most " + limit + " bytes")
                : Piece.of(line, trimmed());
        size = 0;
        tooLarge = false;
        return piece;
    }

    private byte[] trimmed() {
        int length = size;
        while (length > 0 && ByteSource.isBlank(bytes[length - 1])) {
            length--;
        }
        return Arrays.copyOf(bytes, length);
    }
}
