package com.wildrydes.systemtests.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** When requests were answered with 202, by {@link System#nanoTime}. A request has as many reports as all others. Thread-safe. */
final class AcceptTimes {

    static final long NOT_YET = Long.MIN_VALUE;

    private final int batchSize;
    private final AtomicLongArray nanos;

    AcceptTimes(int reports, int batchSize) {
        this.batchSize = batchSize;
        nanos = new AtomicLongArray((reports + batchSize - 1) / batchSize);
        for (int i = 0; i < nanos.length(); i++) {
            nanos.setPlain(i, NOT_YET);
        }
    }

    int batches() {
        return nanos.length();
    }

    void accepted(int batch, long now) {
        nanos.set(batch, now);
    }

    /** When this report was accepted; {@link #NOT_YET} before. */
    long of(int number) {
        return nanos.get(number / batchSize);
    }
}
