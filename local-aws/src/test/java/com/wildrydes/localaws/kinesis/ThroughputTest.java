package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThroughputTest {

    private final Throughput shard = new Throughput();

    @Test
    void takesAThousandRecordsASecond() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(shard.tryWrite(100, 5_000)).isTrue();
        }
        assertThat(shard.tryWrite(100, 5_000)).isFalse();
        assertThat(shard.tryWrite(100, 5_001)).isTrue();
        assertThat(shard.tryWrite(100, 5_001)).isFalse();
    }

    @Test
    void takesAMebibyteASecond() {
        assertThat(shard.tryWrite(1024 * 1024, 5_000)).isTrue();
        assertThat(shard.tryWrite(1, 5_000)).isFalse();
        assertThat(shard.tryWrite(512 * 1024, 5_500)).isTrue();
        assertThat(shard.tryWrite(1, 5_500)).isFalse();
    }

    @Test
    void isReadFiveTimesASecond() {
        for (int i = 0; i < 5; i++) {
            assertThat(shard.tryRead(5_000)).isTrue();
        }
        assertThat(shard.tryRead(5_000)).isFalse();
        assertThat(shard.tryRead(5_200)).isTrue();
    }

    @Test
    void refusesForFiveSecondsAfterTenMebibytes() {
        assertThat(shard.tryRead(5_000)).isTrue();
        shard.hasRead(10 * 1024 * 1024);

        assertThat(shard.tryRead(8_999)).isFalse();
        assertThat(shard.tryRead(9_000)).isTrue();
    }
}
