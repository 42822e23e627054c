package com.wildrydes.streams.follow;

import com.wildrydes.streams.ShardId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Keeps the followers of this process from reading a shard more often than this, all together. Thread-safe. */
final class ReadBudget {

    private final long intervalNanos;
    private final Map<ShardId, Long> nextNanos = new ConcurrentHashMap<>();

    ReadBudget(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /** Waits for its turn, in the order in which it was asked for. */
    void await(ShardId shard) throws InterruptedException {
        long now = System.nanoTime();
        long next =
                nextNanos.merge(shard, now + intervalNanos, (booked, ignored) -> Math.max(booked, now) + intervalNanos);
        long wait = next - intervalNanos - now;
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    void forget(ShardId shard) {
        nextNanos.remove(shard);
    }
}
