package com.wildrydes.telemetry;

import java.time.Instant;

/**
 * What one unicorn did in one window (a minute, unless a test shortens it).
 *
 * <p>The same window may be emitted again, with equal or more samples; whoever keeps summaries never puts fewer over more.
 *
 * @param windowStart the first instant of the window; {@code StatusTime} on the wire
 * @param distanceMetres the sum of the reports' distances
 * @param samples how many reports were summed, at least 1
 */
public record MinuteSummary(
        String name,
        Instant windowStart,
        double distanceMetres,
        int minMagicPoints,
        int maxMagicPoints,
        int minHealthPoints,
        int maxHealthPoints,
        long samples) {

    /** @throws InvalidReportException when a value is out of its range */
    public MinuteSummary {
        UnicornName.check(name);
        StatusTime.check(windowStart);
        if (!(distanceMetres >= 0 && distanceMetres <= Double.MAX_VALUE)) {
            throw new InvalidReportException(
                    InvalidReportException.Reason.DISTANCE,
                    "Distance must be a number from 0, but was " + distanceMetres);
        }
        if (minMagicPoints > maxMagicPoints || minHealthPoints > maxHealthPoints) {
            throw new InvalidReportException(
                    InvalidReportException.Reason.POINTS,
                    "A minimum of points must not exceed its maximum, but magic was " + minMagicPoints + " to "
                            + maxMagicPoints + ", health " + minHealthPoints + " to " + maxHealthPoints);
        }
        if (samples < 1) {
            throw new InvalidReportException(
                    InvalidReportException.Reason.SAMPLES, "Samples must be at least 1, but was " + samples);
        }
    }
}
