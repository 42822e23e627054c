package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import java.time.Instant;
import java.util.function.Function;

/**
 * The classic adapter's checkpoint keys, {@code group:stream:shard}, and ours, which add the stream's creation time: in a
 * stream that was created anew a checkpoint of the old one would skip records, or take a new shard for an ended one.
 */
final class CheckpointKeys {

    private final String group;
    private final Function<String, Instant> creationTime;

    CheckpointKeys(String group, Function<String, Instant> creationTime) {
        this.group = group;
        this.creationTime = creationTime;
    }

    String stored(ShardId shard) {
        return group + ":" + shard.stream() + ":" + shard.shard() + ":"
                + creationTime.apply(shard.stream()).toEpochMilli();
    }

    String stored(String adapterKey) {
        return stored(shard(adapterKey));
    }

    ShardId shard(String adapterKey) {
        int colon = adapterKey.lastIndexOf(':');
        String prefix = group + ":";
        if (!adapterKey.startsWith(prefix) || colon < prefix.length()) {
            throw new IllegalArgumentException(
                    "A checkpoint's key must be " + prefix + "stream:shard, but was " + adapterKey);
        }
        return new ShardId(adapterKey.substring(prefix.length(), colon), adapterKey.substring(colon + 1));
    }
}
