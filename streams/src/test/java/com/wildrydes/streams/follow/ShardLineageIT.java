package com.wildrydes.streams.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.LocalKinesis;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.ShardLineage.HashKeyRange;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShardLineageIT {

    private static final String STREAM = "wildrydes";
    private static final BigInteger END = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final BigInteger MIDDLE = BigInteger.ONE.shiftLeft(127);

    @TempDir
    private Path data;

    private LocalKinesis kinesis;
    private ShardLineage lineage;

    @BeforeEach
    void startKinesis() {
        kinesis = LocalKinesis.start(data, "kinesis");
        lineage = new KinesisShardLineage(kinesis.client());
        kinesis.create(STREAM, 1);
    }

    @AfterEach
    void stopKinesis() {
        kinesis.close();
    }

    @Test
    void tellsWhereAShardComesFrom() throws Exception {
        kinesis.split(STREAM, shard(0).shard());
        kinesis.merge(STREAM, shard(1).shard(), shard(2).shard());

        assertThat(lineage.describe(shard(0)))
                .isEqualTo(new ShardLineage.Shard(shard(0), List.of(), new HashKeyRange(BigInteger.ZERO, END)));
        assertThat(lineage.describe(shard(1)).parents()).containsExactly(shard(0).shard());
        assertThat(lineage.describe(shard(2)).range()).isEqualTo(new HashKeyRange(MIDDLE, END));
        assertThat(lineage.describe(shard(3)).parents()).containsExactlyInAnyOrder(shard(1).shard(), shard(2).shard());
    }

    @Test
    void readsAClosedShardToItsEnd() throws Exception {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            kinesis.put(STREAM, "Shadowfax", "r" + i);
            written.add("r" + i);
        }
        kinesis.split(STREAM, shard(0).shard());
        kinesis.put(STREAM, "Shadowfax", "in a child");

        assertThat(readToEnd(0, Instant.EPOCH)).isEqualTo(written);
    }

    @Test
    void readsFromATimeOn() throws Exception {
        kinesis.put(STREAM, "Shadowfax", "one");
        kinesis.split(STREAM, shard(0).shard());
        List<Instant> arrivals = new ArrayList<>();
        lineage.readToEnd(shard(0), Instant.EPOCH, record -> arrivals.add(record.arrivalTime()));

        assertThat(readToEnd(0, arrivals.get(0))).containsExactly("one");
        assertThat(readToEnd(0, arrivals.get(0).plusMillis(1))).isEmpty();
    }

    @Test
    void saysThatAShardIsGone() throws Exception {
        assertThat(lineage.readToEnd(shard(7), Instant.EPOCH, record -> {})).isFalse();
        assertThatThrownBy(() -> lineage.describe(shard(7)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The shard wildrydes/shardId-000000000007 must be there, but is not");
    }

    private List<String> readToEnd(int shard, Instant from) throws InterruptedException {
        List<String> read = new ArrayList<>();
        assertThat(lineage.readToEnd(
                        shard(shard), from, record -> read.add(new String(record.data(), StandardCharsets.UTF_8))))
                .isTrue();
        return read;
    }

    private static ShardId shard(int number) {
        return new ShardId(STREAM, "shardId-00000000000" + number);
    }
}
