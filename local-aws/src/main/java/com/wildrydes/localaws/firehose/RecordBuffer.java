package com.wildrydes.localaws.firehose;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The records of one future object, one after the other in a file. For one thread at a time. */
final class RecordBuffer implements AutoCloseable {

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
        ByteBuffer[] parts = records.stream().map(ByteBuffer::wrap).toArray(ByteBuffer[]::new);
        long added = records.stream().mapToLong(record -> record.length).sum();
        try {
            long written = 0;
            while (written < added) {
                written += file.write(parts);
            }
        } catch (IOException e) {
            file.truncate(bytes);
            file.position(bytes);
            throw e;
        }
        bytes += added;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
