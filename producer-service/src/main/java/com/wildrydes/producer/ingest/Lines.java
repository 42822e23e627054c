package com.wildrydes.producer.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of an NDJSON body. Blank lines are passed over, but counted. */
final class Lines implements Pieces {

    private final ByteSource body;
    private final PieceBuffer buffer;
    private int line;

    Lines(ByteSource body, int maxPiece) {
        this.body = body;
        this.buffer = new PieceBuffer(maxPiece);
    }

    @Override
    public @Nullable Piece next() throws IOException {
        while (true) {
            int first = body.read();
            if (first == ByteSource.END) {
                return null;
            }
            line++;
            boolean blank = true;
            for (int b = first; b != '\n' && b != ByteSource.END; b = body.read()) {
                if (!blank || !ByteSource.isBlank(b)) {
                    blank = false;
                    buffer.add(b);
                }
            }
            if (!blank) {
                return buffer.take(line);
            }
        }
    }

    @Override
    public boolean endsAtBrokenPiece() {
        return false;
    }
}
