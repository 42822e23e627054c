package com.wildrydes.streams.consume;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a shard back until all of its parents' records are processed. KCL does so by itself; the classic adapter, started
 * when a parent's end and its child are both unread, reads them side by side.
 */
final class ParentsFirst {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger(ParentsFirst.class);

    private final Parents parents;
    private final Function<ShardId, @Nullable String> checkpoint;
    private final CountDownLatch stopping;

    /** Tells a shard's parents and the sequence numbers at which they end; only of those that are still in the stream. */
    @FunctionalInterface
    interface Parents {
        Map<ShardId, String> ends(ShardId shard) throws InterruptedException;
    }

    /**
     * @param checkpoint of a shard, null when none is stored
     * @param stopping counted down when there is no point in waiting any longer
     */
    ParentsFirst(Parents parents, Function<ShardId, @Nullable String> checkpoint, CountDownLatch stopping) {
        this.parents = parents;
        this.checkpoint = checkpoint;
        this.stopping = stopping;
    }

    /** @return false when the application stops first */
    boolean await(ShardId shard) throws InterruptedException {
        for (Map.Entry<ShardId, String> parent : parents.ends(shard).entrySet()) {
            for (boolean told = false; !isRead(parent.getKey(), parent.getValue()); told = true) {
                if (!told) {
                    LOG.info("{} waits until all of its parent {} is safe", shard, parent.getKey());
                }
                if (stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isRead(ShardId parent, String end) {
        @Nullable String stored = checkpoint.apply(parent);
        return stored != null && Position.of(stored).compareTo(Position.of(end)) >= 0;
    }
}
