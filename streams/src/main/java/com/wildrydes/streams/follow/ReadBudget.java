package com.wildrydes.streams.follow;

import com.wildrydes.streams.ShardId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the followers of this process from reading a shard more often than once an interval, all together and on the average.
 * Thread-safe.
 *
 * <p>All shards are read in step, at multiples of the interval by {@link System#nanoTime}: whoever passes on what was read as
 * often as it is read can keep step too, and nothing waits twice.
 */
public final class ReadBudget {

    private final long interval;
    private final Map<ShardId, Long> turns = new ConcurrentHashMap<>();

    public ReadBudget(Duration interval) {
        this.interval = interval.toNanos();
    }

    /** Waits for its turn, in the order in which it was asked for. */
    public void await(ShardId shard) throws InterruptedException {
        long now = System.nanoTime();
        long wait = book(shard, now) - now;
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    /** @return when the next turn at this shard is, which is then taken; now, when nobody read it for an interval */
    long book(ShardId shard, long now) {
        return turns.merge(shard, now, (last, ignored) -> Math.max(now, after(last)));
    }

    /** The next multiple of the interval that is not too soon after a read that was out of step: a shard's first, or a late one. */
    private long after(long turn) {
        long next = turn - Math.floorMod(turn, interval) + interval;
        return next - turn < interval / 2 ? next + interval : next;
    }

    void forget(ShardId shard) {
        turns.remove(shard);
    }
}
