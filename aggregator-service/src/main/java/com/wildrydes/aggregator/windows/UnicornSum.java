package com.wildrydes.aggregator.windows;

import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.Report;
import java.time.Instant;

/**
 * The running sums of one unicorn in one window. Not thread-safe.
 *
 * <p>Distances are added as they come, which is the order of the stream and so always the same. A plain sum is precise
 * enough: all terms are at least 0, so n of them err by at most n / 2^53 relative, and a shard cannot take the 9 million
 * reports a minute at which that would reach 1e-9.
 */
final class UnicornSum {

    private double distanceMetres;
    private int minMagic = Integer.MAX_VALUE;
    private int maxMagic = Integer.MIN_VALUE;
    private int minHealth = Integer.MAX_VALUE;
    private int maxHealth = Integer.MIN_VALUE;
    private long samples;
    private long writtenSamples;

    void add(Report report) {
        distanceMetres += report.distanceMetres();
        minMagic = Math.min(minMagic, report.magicPoints());
        maxMagic = Math.max(maxMagic, report.magicPoints());
        minHealth = Math.min(minHealth, report.healthPoints());
        maxHealth = Math.max(maxHealth, report.healthPoints());
        samples++;
    }

    MinuteSummary summary(String name, Instant windowStart) {
        return new MinuteSummary(name, windowStart, distanceMetres, minMagic, maxMagic, minHealth, maxHealth, samples);
    }

    /** Whether there is more in it than was last written. */
    boolean isUnwritten() {
        return samples > writtenSamples;
    }

    void markWritten() {
        writtenSamples = samples;
    }

    void markUnwritten() {
        writtenSamples = 0;
    }
}
