package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.ShardId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CheckpointKeysTest {

    private final CheckpointKeys keys =
            new CheckpointKeys("wildrydes-aggregator", stream -> Instant.ofEpochMilli(1234));

    @Test
    void addsTheStreamsCreationTime() {
        assertThat(keys.stored("wildrydes-aggregator:wildrydes:shardId-000000000001"))
                .isEqualTo("wildrydes-aggregator:wildrydes:shardId-000000000001:1234");
    }

    @Test
    void findsTheShardInTheAdaptersKey() {
        assertThat(keys.shard("wildrydes-aggregator:wildrydes:shardId-000000000001"))
                .isEqualTo(new ShardId("wildrydes", "shardId-000000000001"));
    }

    @Test
    void refusesAnotherGroupsKey() {
        assertThatThrownBy(() -> keys.shard("other:wildrydes:shardId-000000000001"))
                .hasMessageContaining("must be wildrydes-aggregator:stream:shard");
        assertThatThrownBy(() -> keys.shard("wildrydes-aggregator:")).isInstanceOf(IllegalArgumentException.class);
    }
}
