package com.wildrydes.localaws.kinesis.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Steps through the records of a segment file, from a record's position to a limit. For one thread. */
final class RecordScanner implements Closeable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final long limit;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long filePosition;
    private int body;
    private int bodyLength;

    /** @param limit where complete records end, or the file's length if that is not known */
    RecordScanner(Path file, long position, long limit) throws IOException {
        this.file = file;
        this.limit = limit;
        filePosition = position;
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** @return false at the limit and at a record that is torn or damaged; {@link #position} is then where it begins */
    boolean next() throws IOException {
        buffer.position(buffer.position() + (bodyLength == 0 ? 0 : RecordFormat.HEAD_BYTES + bodyLength));
        bodyLength = 0;
        if (!fill(RecordFormat.HEAD_BYTES)) {
            return false;
        }
        int length = buffer.getInt(buffer.position());
        int crc = buffer.getInt(buffer.position() + 4);
        if (length < RecordFormat.FIXED_BODY_BYTES
                || length > RecordFormat.MAX_BODY_BYTES
                || !fill(RecordFormat.HEAD_BYTES + length)) {
            return false;
        }
        int start = buffer.position() + RecordFormat.HEAD_BYTES;
        if (RecordFormat.crc(buffer.array(), start, length) != crc) {
            return false;
        }
        body = start;
        bodyLength = length;
        return true;
    }

    /** As {@link #next}, for a segment whose records are known to be complete up to the limit. */
    boolean nextIntact() throws IOException {
        if (next()) {
            return true;
        }
        if (position() < limit) {
            throw new IOException(file + " is damaged at byte " + position());
        }
        return false;
    }

    /** Where the record begins, or after the last one where the next would. */
    long position() {
        return filePosition - buffer.remaining();
    }

    long number() {
        return buffer.getLong(body);
    }

    long arrivalMillis() {
        return buffer.getLong(body + 8);
    }

    boolean giveTo(RecordSink sink) {
        int keyLength = buffer.getShort(body + 16);
        int dataLength = bodyLength - RecordFormat.FIXED_BODY_BYTES - keyLength;
        return sink.accept(
                number(), arrivalMillis(), buffer.array(), body + RecordFormat.FIXED_BODY_BYTES, keyLength, dataLength);
    }

    private boolean fill(int wanted) throws IOException {
        // First of all: bytes beyond the limit may be in the buffer, half written.
        if (position() + wanted > limit) {
            return false;
        }
        if (buffer.remaining() >= wanted) {
            return true;
        }
        if (buffer.capacity() < wanted) {
            buffer = ByteBuffer.allocate(wanted).put(buffer).flip();
        }
        buffer.compact();
        while (buffer.position() < wanted) {
            // Slices: the JDK keeps a native buffer of the largest size read for each thread.
            int slice = Math.min(buffer.remaining(), BUFFER_BYTES);
            ByteBuffer part = buffer.slice(buffer.position(), slice);
            int read = channel.read(part, filePosition);
            if (read < 0) {
                buffer.flip();
                return false;
            }
            filePosition += read;
            buffer.position(buffer.position() + read);
        }
        buffer.flip();
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
