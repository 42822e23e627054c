package com.wildrydes.systemtests.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.jspecify.annotations.Nullable;

/** Measured times, to the microsecond and to three digits. Thread-safe. */
final class Latencies {

    private static final int DIGITS = 3;

    private final Histogram micros = new SynchronizedHistogram(DIGITS);

    /** In milliseconds; null where nothing was measured. */
    record Percentiles(
            long count,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99,
            @Nullable Double max) {}

    /** A negative time counts as none: what was to come second came first. */
    void add(long nanos) {
        add(nanos, 1);
    }

    void add(long nanos, long times) {
        micros.recordValueWithCount(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)), times);
    }

    Percentiles percentiles() {
        Histogram all = micros.copy();
        long count = all.getTotalCount();
        return new Percentiles(count, at(all, 50), at(all, 95), at(all, 99), at(all, 100));
    }

    private static @Nullable Double at(Histogram all, double percent) {
        return all.getTotalCount() == 0 ? null : Double.valueOf(all.getValueAtPercentile(percent) / 1000.0);
    }
}
