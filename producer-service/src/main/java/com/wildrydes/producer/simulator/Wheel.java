package com.wildrydes.producer.simulator;

import java.util.function.IntConsumer;

/**
 * Spreads a second's work over slots: each slot's turn comes once a second, and what could not be done in time (the machine
 * slept, a tick took long) is left out, never made up for in a burst. Not thread-safe.
 */
final class Wheel {

    private final int slots;
    private final long slotNanos;
    private long last;

    /** @param now any nanosecond clock's reading, as are the times given later */
    Wheel(int slots, long now) {
        this.slots = slots;
        this.slotNanos = 1_000_000_000L / slots;
        this.last = Math.floorDiv(now, slotNanos);
    }

    /** Calls the turn of each slot that has become due since the last call, once at the most. */
    void turn(long now, IntConsumer slot) {
        long due = Math.floorDiv(now, slotNanos);
        for (long i = Math.max(last + 1, due - slots + 1); i <= due; i++) {
            slot.accept((int) Math.floorMod(i, (long) slots));
        }
        last = due;
    }
}
