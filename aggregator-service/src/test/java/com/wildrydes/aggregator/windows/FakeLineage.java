package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.StreamRecord;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Shards as a test puts them; one that it did not put is gone. */
final class FakeLineage implements ShardLineage {

    static final HashKeyRange ALL =
            new HashKeyRange(BigInteger.ZERO, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));

    private final Map<String, Shard> shards = new HashMap<>();
    private final Map<String, List<StreamRecord>> records = new HashMap<>();

    static ShardId id(String shard) {
        return new ShardId("wildrydes", shard);
    }

    FakeLineage with(String shard, List<String> parents, HashKeyRange range, StreamRecord... held) {
        shards.put(shard, new Shard(id(shard), parents, range));
        records.put(shard, List.of(held));
        return this;
    }

    @Override
    public Shard describe(ShardId shard) {
        Shard found = shards.get(shard.shard());
        if (found == null) {
            throw new IllegalStateException("no shard " + shard);
        }
        return found;
    }

    @Override
    public boolean readToEnd(ShardId shard, Instant from, Consumer<StreamRecord> consumer) {
        if (!shards.containsKey(shard.shard())) {
            return false;
        }
        List<StreamRecord> held = records.getOrDefault(shard.shard(), List.of());
        held.stream().dropWhile(record -> record.arrivalTime().isBefore(from)).forEach(consumer);
        return true;
    }
}
