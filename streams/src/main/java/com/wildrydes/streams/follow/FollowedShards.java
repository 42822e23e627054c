package com.wildrydes.streams.follow;

import com.wildrydes.streams.StreamFollower.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Which shards of a stream to read, and from where: children after all their parents were read to their ends, so that a
 * key's records come in their order across a split or merge. Not thread-safe.
 */
final class FollowedShards {

    private final Start start;
    private final Map<String, Start> waiting = new HashMap<>();
    private final Set<String> reading = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private boolean listedBefore;

    FollowedShards(Start start) {
        this.start = start;
    }

    /** A shard to read, and where its reading begins. */
    record Next(String shard, Start from) {}

    void ended(String shard) {
        reading.remove(shard);
        ended.add(shard);
    }

    /** Those shards of the stream whose turn has come and that were not given before. */
    List<Next> next(List<Shard> listed) {
        Start from = listedBefore ? new Start.TrimHorizon() : start;
        listedBefore = true;
        Set<String> names = new HashSet<>();
        for (Shard shard : listed) {
            String name = shard.shardId();
            names.add(name);
            if (from instanceof Start.Latest && isClosed(shard)) {
                ended.add(name); // nothing arrives in it any more
            } else if (!reading.contains(name) && !ended.contains(name)) {
                waiting.putIfAbsent(name, from);
            }
        }
        ended.retainAll(names);
        List<Next> next = new ArrayList<>();
        for (Shard shard : listed) {
            boolean parentsDone = Shards.parents(shard).stream()
                    .allMatch(parent -> ended.contains(parent) || !names.contains(parent));
            @Nullable Start begin = parentsDone ? waiting.remove(shard.shardId()) : null;
            if (begin != null) {
                reading.add(shard.shardId());
                next.add(new Next(shard.shardId(), begin));
            }
        }
        return next;
    }

    private static boolean isClosed(Shard shard) {
        return shard.sequenceNumberRange().endingSequenceNumber() != null;
    }
}
