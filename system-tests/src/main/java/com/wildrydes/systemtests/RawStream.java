package com.wildrydes.systemtests;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * All records of a stream, shard by shard: of closed ones too, parents before their children. Records of one partition key
 * are thereby in the order in which they were written.
 */
public record RawStream(List<RawShard> shards) {

    /** One shard's records in their order. */
    public record RawShard(Shard shard, List<Record> records) {}

    public RawStream {
        requireParentsFirst(shards);
        shards = List.copyOf(shards);
    }

    /** Reads the whole stream as it is now. */
    public static RawStream read(KinesisClient kinesis, String stream) {
        List<RawShard> shards = new ArrayList<>();
        for (Shard shard : Streams.shards(kinesis, stream)) {
            shards.add(new RawShard(shard, Streams.read(kinesis, stream, shard.shardId())));
        }
        return new RawStream(shards);
    }

    public Stream<Record> records() {
        return shards.stream().flatMap(shard -> shard.records().stream());
    }

    private static void requireParentsFirst(List<RawShard> shards) {
        Set<String> all = new HashSet<>();
        shards.forEach(shard -> all.add(shard.shard().shardId()));
        Set<String> before = new HashSet<>();
        for (RawShard raw : shards) {
            requireBefore(raw.shard().parentShardId(), all, before, raw);
            requireBefore(raw.shard().adjacentParentShardId(), all, before, raw);
            before.add(raw.shard().shardId());
        }
    }

    private static void requireBefore(@Nullable String parent, Set<String> all, Set<String> before, RawShard child) {
        if (parent != null && all.contains(parent) && !before.contains(parent)) {
            throw new IllegalArgumentException("Parents must come before their children, but " + parent + " came after "
                    + child.shard().shardId());
        }
    }
}
