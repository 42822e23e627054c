package com.wildrydes.localaws.kinesis;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws the numbers of records and of shards' starts and ends: each greater than every one before, also when the clock steps
 * back and, because they begin with the time in milliseconds, after a restart.
 */
final class NumberSource {

    private static final int BITS_BELOW_MILLIS = 20;

    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    NumberSource(InstantSource clock) {
        this.clock = clock;
    }

    long next() {
        long now = clock.millis() << BITS_BELOW_MILLIS;
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }

    /** This number was drawn before the start. */
    void passed(long number) {
        last.accumulateAndGet(number, Math::max);
    }
}
