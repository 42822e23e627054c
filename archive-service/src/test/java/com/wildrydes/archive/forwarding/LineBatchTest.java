package com.wildrydes.archive.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LineBatchTest {

    private final LineBatch batch = new LineBatch();

    @Test
    void packsLinesIntoOneRecordUpToItsLimit() {
        assertThat(batch.add(new byte[LineBatch.RECORD_BYTES - 1])).isTrue();
        assertThat(batch.add(new byte[1])).isTrue();
        assertThat(batch.add(new byte[1])).isTrue();

        assertThat(batch.lines()).isEqualTo(3);
        assertThat(batch.take()).extracting(record -> record.length).containsExactly(LineBatch.RECORD_BYTES, 1);
        assertThat(batch.take()).isEmpty();
        assertThat(batch.lines()).isZero();
    }

    @Test
    void givesALongLineARecordForItself() {
        batch.add(new byte[10]);
        batch.add(new byte[LineBatch.RECORD_BYTES + 1]);
        batch.add(new byte[20]);

        assertThat(batch.take())
                .extracting(record -> record.length)
                .containsExactly(10, LineBatch.RECORD_BYTES + 1, 20);
    }

    @Test
    void refusesALineThatFirehoseNeverTakes() {
        assertThatThrownBy(() -> batch.add(new byte[LineBatch.MAX_LINE_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024001");
    }

    @Test
    void holdsInOneCallWhatTheLongestLineNeeds() {
        assertThat(batch.add(new byte[LineBatch.RECORD_BYTES])).isTrue();
        assertThat(batch.add(new byte[LineBatch.RECORD_BYTES])).isTrue();
        assertThat(batch.add(new byte[1])).isFalse();
        batch.take();

        assertThat(batch.add(new byte[LineBatch.MAX_LINE_BYTES])).isTrue();
        assertThat(batch.add(new byte[1])).isFalse();
    }

    @RepeatedTest(30)
    void keepsEveryLineInOrderWithinAllLimits(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int longest = List.of(300, 50_000, 600_000, LineBatch.MAX_LINE_BYTES).get(random.nextInt(4));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        List<Integer> callSizes = new ArrayList<>();

        for (int i = 0; i < 400 || callSizes.isEmpty() && longest > 300; i++) {
            byte[] line = new byte[1 + random.nextInt(longest)];
            Arrays.fill(line, (byte) i);
            written.writeBytes(line);
            if (!batch.add(line)) {
                callSizes.add(check(batch.take(), packed));
                assertThat(batch.add(line)).isTrue();
            }
        }
        check(batch.take(), packed);

        assertThat(packed.toByteArray()).isEqualTo(written.toByteArray());
    }

    private static int check(List<byte[]> records, ByteArrayOutputStream packed) {
        long base64 = 0;
        for (byte[] record : records) {
            assertThat(record.length).isBetween(1, LineBatch.MAX_LINE_BYTES);
            base64 += LineBatch.base64Bytes(record.length);
            packed.writeBytes(record);
        }
        assertThat(records.size()).isLessThanOrEqualTo(LineBatch.MAX_RECORDS);
        assertThat(base64).isLessThanOrEqualTo(LineBatch.MAX_CALL_BYTES);
        return records.size();
    }
}
