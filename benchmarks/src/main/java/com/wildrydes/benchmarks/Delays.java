package com.wildrydes.benchmarks;

import java.util.Locale;

/** How often each delay occurred, to the millisecond, up to a minute. For one thread. */
final class Delays {

    private static final int LONGEST_MILLIS = 60_000;

    private final int[] counts = new int[LONGEST_MILLIS + 1];
    private long count;

    /** @param millis a negative one, of clocks that tick apart, counts as none; a longer one than a minute as a minute */
    void add(long millis) {
        counts[(int) Math.max(0, Math.min(LONGEST_MILLIS, millis))]++;
        count++;
    }

    /** The delay, in milliseconds, that this part of all did not exceed. */
    int percentile(double part) {
        long least = (long) Math.ceil(count * part);
        long seen = 0;
        for (int millis = 0; millis < counts.length; millis++) {
            seen += counts[millis];
            if (seen >= least) {
                return millis;
            }
        }
        return LONGEST_MILLIS;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %d, p95 %d, p99 %d, most %d ms (%,d)",
                percentile(0.5),
                percentile(0.95),
                percentile(0.99),
                percentile(1),
                count);
    }
}
