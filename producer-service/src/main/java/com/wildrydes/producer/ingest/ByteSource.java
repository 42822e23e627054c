package com.wildrydes.producer.ingest;

import java.io.IOException;
import java.io.InputStream;

/** Reads a body byte by byte through a buffer, up to a limit. Not thread-safe. */
final class ByteSource {

    static final int END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private final long limit;
    private int at;
    private int end;
    private long total;

    /** @param limit the most bytes that the body may have */
    ByteSource(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * @return the next byte, 0 to 255, or {@link #END}
     * @throws BodyTooLargeException when the body has more bytes than its limit
     */
    int read() throws IOException {
        int b = peek();
        at++;
        return b;
    }

    /** As {@link #read}, but the byte will be read again. */
    int peek() throws IOException {
        if (at >= end && !fill()) {
            return END;
        }
        return buffer[at] & 0xff;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(0, count);
        total += end;
        if (total > limit) {
            throw new BodyTooLargeException(limit);
        }
        return end > 0;
    }

    /** @return the first byte that is not JSON's white space; it will be read again */
    int peekAfterBlanks() throws IOException {
        while (isBlank(peek())) {
            at++;
        }
        return peek();
    }

    void skipByteOrderMark() throws IOException {
        if (peek() == 0xEF) {
            read();
            // Without the other two bytes it is no JSON either way, which the parser will say.
            if (peek() == 0xBB) {
                read();
                if (peek() == 0xBF) {
                    read();
                }
            }
        }
    }

    static boolean isBlank(int b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
