package com.wildrydes.telemetry;

import java.time.Instant;

/**
 * What a unicorn says about itself, about once a second: where it is, how far it flew since it last said so, and how it feels.
 *
 * @param name who reports; see {@link UnicornName}
 * @param statusTime when, by the unicorn's own clock, to the millisecond; year 0 to 9999
 * @param latitude degrees north, -90 to 90 (WGS 84)
 * @param longitude degrees east, -180 to 180 (WGS 84)
 * @param distanceMetres metres flown since the unicorn's previous report, 0 to {@value #MAX_DISTANCE_METRES};
 *     what is below {@value #MIN_DISTANCE_METRES} counts as 0
 * @param healthPoints vital sign, about 150 when well
 * @param magicPoints vital sign, about 150 when well
 */
public record Report(
        String name,
        Instant statusTime,
        double latitude,
        double longitude,
        double distanceMetres,
        int healthPoints,
        int magicPoints) {

    public static final double MAX_DISTANCE_METRES = 1e9;
    public static final double MIN_DISTANCE_METRES = 1e-6;

    /** @throws InvalidReportException when a value is out of its range */
    public Report {
        UnicornName.check(name);
        StatusTime.check(statusTime);
        within(InvalidReportException.Reason.LATITUDE, "Latitude", latitude, -90, 90);
        within(InvalidReportException.Reason.LONGITUDE, "Longitude", longitude, -180, 180);
        within(InvalidReportException.Reason.DISTANCE, "Distance", distanceMetres, 0, MAX_DISTANCE_METRES);
        if (distanceMetres < MIN_DISTANCE_METRES) {
            distanceMetres = 0;
        }
    }

    private static void within(
            InvalidReportException.Reason reason, String key, double value, double least, double greatest) {
        // Written so that a NaN, which compares false with everything, is refused.
        if (!(value >= least && value <= greatest)) {
            throw new InvalidReportException(
                    reason,
                    key + " must be between " + plain(least) + " and " + plain(greatest) + ", but was " + value);
        }
    }

    private static String plain(double limit) {
        return Long.toString((long) limit);
    }
}
