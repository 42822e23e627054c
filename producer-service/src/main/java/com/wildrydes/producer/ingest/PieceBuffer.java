package com.wildrydes.producer.ingest;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Gathers one piece, and forgets its bytes once they are too many. Not thread-safe. */
final class PieceBuffer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final int limit;
    private boolean tooLarge;

    PieceBuffer(int limit) {
        this.limit = limit;
    }

    void add(int b) {
        if (bytes.size() < limit) {
            bytes.write(b);
        } else if (!ByteSource.isBlank(b)) {
            // White space after a report is not part of it.
            tooLarge = true;
        }
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    /** The piece without the white space at its end; the buffer is empty afterwards. */
    Piece take(int line) {
        Piece piece = tooLarge
                ? Piece.refused(line, Reason.TOO_LARGE, "A report must have at most " + limit + " bytes")
                : Piece.of(line, trimmed(bytes.toByteArray()));
        bytes.reset();
        tooLarge = false;
        return piece;
    }

    private static byte[] trimmed(byte[] json) {
        int length = json.length;
        while (length > 0 && ByteSource.isBlank(json[length - 1])) {
            length--;
        }
        return length == json.length ? json : Arrays.copyOf(json, length);
    }
}
