package com.wildrydes.producer.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that is one JSON document as a whole. */
final class OneDocument implements Pieces {

    private final ByteSource body;
    private final PieceBuffer buffer;

    OneDocument(ByteSource body, int maxPiece) {
        this.body = body;
        this.buffer = new PieceBuffer(maxPiece);
    }

    @Override
    public @Nullable Piece next() throws IOException {
        body.peekAfterBlanks();
        for (int b = body.read(); b != ByteSource.END; b = body.read()) {
            buffer.add(b);
        }
        return buffer.isEmpty() ? null : buffer.take(1);
    }

    @Override
    public boolean endsAtBrokenPiece() {
        return true;
    }
}
