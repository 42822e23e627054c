package com.wildrydes.producer.ingest;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a JSON array, cut at the commas of its own level. Whether an element is JSON is for its reader to find out;
 * here only strings and brackets are followed.
 */
final class ArrayElements implements Pieces {

    private final ByteSource body;
    private final PieceBuffer buffer;
    private int line;
    private boolean ended;

    /** @param body its next byte but white space is the opening bracket */
    ArrayElements(ByteSource body, int maxPiece) throws IOException {
        this.body = body;
        this.buffer = new PieceBuffer(maxPiece);
        body.read();
        if (body.peekAfterBlanks() == ']') {
            body.read();
            ended = true;
        }
    }

    @Override
    public @Nullable Piece next() throws IOException {
        if (ended) {
            return afterTheEnd();
        }
        line++;
        body.peekAfterBlanks();
        int depth = 0;
        boolean inString = false;
        boolean escaped = false;
        while (true) {
            int b = body.read();
            if (b == ByteSource.END) {
                ended = true;
                return Piece.refused(line, Reason.NOT_JSON, "An array must end with ], but the request ended before");
            }
            if (inString) {
                inString = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (depth > 0 && (b == '}' || b == ']')) {
                depth--;
            } else if (depth == 0 && (b == ',' || b == ']')) {
                ended = b == ']';
                return buffer.take(line);
            }
            buffer.add(b);
        }
    }

    private @Nullable Piece afterTheEnd() throws IOException {
        if (body.peekAfterBlanks() == ByteSource.END) {
            return null;
        }
        while (body.read() != ByteSource.END) {
            // Passed over, so that the client gets to read the answer.
        }
        return Piece.refused(line + 1, Reason.NOT_JSON, "Nothing must follow the array's ]");
    }

    @Override
    public boolean endsAtBrokenPiece() {
        return true;
    }
}
