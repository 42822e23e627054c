package com.wildrydes.localaws.firehose;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The records of one future object, one after the other in a file. For one thread at a time. */
final class RecordBuffer implements AutoCloseable {

    /** The JDK keeps a native buffer of the largest size written for each thread, one for each array that is written at once. */
    private static final int SLICE_BYTES = 64 * 1024;

    private final BufferName name;
    private final FileChannel file;
    private long bytes;

    private RecordBuffer(BufferName name, FileChannel file) {
        this.name = name;
        this.file = file;
    }

    static RecordBuffer create(Path folder, BufferName name) throws IOException {
        return new RecordBuffer(
                name,
                FileChannel.open(
                        folder.resolve(name.fileName()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    BufferName name() {
        return name;
    }

    long bytes() {
        return bytes;
    }

    /** Appends all of the records, or none: a failure leaves the file as it was. */
    void append(List<byte[]> records) throws IOException {
        long added = records.stream().mapToLong(record -> record.length).sum();
        ByteBuffer slice = ByteBuffer.allocate((int) Math.min(added, SLICE_BYTES));
        try {
            for (byte[] record : records) {
                int position = 0;
                while (position < record.length) {
                    int length = Math.min(slice.remaining(), record.length - position);
                    slice.put(record, position, length);
                    position += length;
                    if (!slice.hasRemaining()) {
                        write(slice);
                    }
                }
            }
            write(slice);
        } catch (IOException e) {
            file.truncate(bytes);
            file.position(bytes);
            throw e;
        }
        bytes += added;
    }

    private void write(ByteBuffer slice) throws IOException {
        slice.flip();
        while (slice.hasRemaining()) {
            file.write(slice);
        }
        slice.clear();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
