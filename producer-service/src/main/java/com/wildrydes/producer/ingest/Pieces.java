package com.wildrydes.producer.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes a request's body apart while it arrives; holds one piece at a time. Not thread-safe. */
interface Pieces {

    /** @return null at the end */
    @Nullable
    Piece next() throws IOException;

    /** Whether a piece that is not JSON makes everything after it meaningless. */
    boolean endsAtBrokenPiece();

    /** @param maxPiece the most bytes that one report may have */
    static Pieces of(BodyFormat format, ByteSource body, int maxPiece) throws IOException {
        body.skipByteOrderMark();
        if (format == BodyFormat.NDJSON) {
            return new Lines(body, maxPiece);
        }
        return body.peekAfterBlanks() == '[' ? new ArrayElements(body, maxPiece) : new OneDocument(body, maxPiece);
    }
}
