package com.wildrydes.localaws.kinesis.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** What is known of a sealed segment, kept beside it. Without it, or when it does not fit, the segment is read instead. */
record IndexFile(SparseIndex index, long lastNumber, long firstArrival, long latestArrival) {

    private static final int FIXED_BYTES = 4 * Long.BYTES;
    private static final int CRC_BYTES = 4;

    void write(Path file, long segmentLength) throws IOException {
        int length = FIXED_BYTES + index.size() * SparseIndex.ENTRY_BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(length + CRC_BYTES);
        buffer.putLong(segmentLength).putLong(lastNumber).putLong(firstArrival).putLong(latestArrival);
        index.writeTo(buffer);
        buffer.putInt(RecordFormat.crc(buffer.array(), 0, length));
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(unfinished, buffer.array());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static @Nullable IndexFile read(Path file, long segmentLength) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length - CRC_BYTES;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (length < FIXED_BYTES
                || (length - FIXED_BYTES) % SparseIndex.ENTRY_BYTES != 0
                || buffer.getInt(length) != RecordFormat.crc(bytes, 0, length)
                || buffer.getLong() != segmentLength) {
            return null;
        }
        long lastNumber = buffer.getLong();
        long firstArrival = buffer.getLong();
        long latestArrival = buffer.getLong();
        SparseIndex index = SparseIndex.readFrom(buffer, (length - FIXED_BYTES) / SparseIndex.ENTRY_BYTES);
        return new IndexFile(index, lastNumber, firstArrival, latestArrival);
    }
}
