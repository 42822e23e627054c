package com.wildrydes.streams;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets something happen once in a while however often it is asked for, so that a log is not flooded. Thread-safe. */
public final class NowAndThen {

    private final long everyNanos;
    private final AtomicLong last;

    /** @param every the least time from one to the next; the first is now */
    public NowAndThen(Duration every) {
        everyNanos = every.toNanos();
        last = new AtomicLong(System.nanoTime() - everyNanos);
    }

    /** Whether it is time; then the next time begins. */
    public boolean isTime() {
        long before = last.get();
        long now = System.nanoTime();
        return now - before >= everyNanos && last.compareAndSet(before, now);
    }
}
