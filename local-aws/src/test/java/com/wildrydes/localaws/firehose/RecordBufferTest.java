package com.wildrydes.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordBufferTest {

    private static final int SLICE = 64 * 1024;

    @TempDir
    Path folder;

    @Test
    void appendsRecordsOfAnySizeOneAfterTheOther() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<byte[]> records = new ArrayList<>();
        for (int length : new int[] {0, 1, SLICE - 1, 2, SLICE, 0, SLICE + 1, 3 * SLICE + 5, 1_000_000}) {
            byte[] record = new byte[length];
            random.nextBytes(record);
            records.add(record);
        }
        BufferName name = BufferName.of(Instant.EPOCH);
        try (RecordBuffer buffer = RecordBuffer.create(folder, name)) {
            buffer.append(records.subList(0, 4));
            buffer.append(records.subList(4, 9));

            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            records.forEach(expected::writeBytes);
            assertThat(Files.readAllBytes(folder.resolve(name.fileName()))).isEqualTo(expected.toByteArray());
            assertThat(buffer.bytes()).isEqualTo(expected.size());
        }
    }

    /** The JDK keeps native buffers for each thread, as many and as large as it ever wrote at once, and calls come on many threads. */
    @Test
    void leavesNoMoreNativeMemoryBehindThanASlice() throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(new byte[8_000]);
        }
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findAny()
                .orElseThrow();
        try (RecordBuffer buffer = RecordBuffer.create(folder, BufferName.of(Instant.EPOCH))) {
            long before = direct.getMemoryUsed();
            buffer.append(records);

            assertThat(direct.getMemoryUsed() - before).isLessThanOrEqualTo(SLICE);
        }
    }
}
