package com.wildrydes.dashboard.fleet;

import com.wildrydes.telemetry.Report;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast and whereto, derived from two positions in time.
 *
 * @param speed metres a second along the great circle, NaN when unknown
 * @param heading degrees clockwise from north, 0 to below 360, NaN when unknown
 */
record Motion(double speed, double heading) {

    static final Motion UNKNOWN = new Motion(Double.NaN, Double.NaN);

    /** Reports closer together than this say more about the clock's grain than about the speed. */
    static final Duration LEAST_INTERVAL = Duration.ofMillis(200);

    /** What happened between reports further apart than this is not known: an average over it would be a guess. */
    static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

    /** A shorter way is the position's noise and gives no direction. */
    static final double LEAST_METRES = 0.5;

    /** The mean radius of the Earth (IUGG), in metres. */
    private static final double EARTH_RADIUS = 6_371_008.8;

    /**
     * @param before the motion known at the earlier fix; its heading remains for a unicorn that stands
     * @param interval at least {@link #LEAST_INTERVAL}
     */
    static Motion between(Fix from, Fix to, Motion before, Duration interval) {
        if (interval.compareTo(LONGEST_INTERVAL) > 0) {
            return UNKNOWN;
        }
        double metres = metres(from, to);
        double heading = metres < LEAST_METRES ? before.heading : bearing(from, to);
        return new Motion(metres / (interval.toMillis() / 1000.0), heading);
    }

    /** The great-circle distance, by the haversine formula. */
    private static double metres(Fix from, Fix to) {
        double sinLatitude = Math.sin(Math.toRadians(to.latitude - from.latitude) / 2);
        double sinLongitude = Math.sin(Math.toRadians(to.longitude - from.longitude) / 2);
        double a = sinLatitude * sinLatitude
                + Math.cos(Math.toRadians(from.latitude))
                        * Math.cos(Math.toRadians(to.latitude))
                        * sinLongitude
                        * sinLongitude;
        return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    /** The direction in which the great circle leaves {@code from}. */
    private static double bearing(Fix from, Fix to) {
        double fromLatitude = Math.toRadians(from.latitude);
        double toLatitude = Math.toRadians(to.latitude);
        double longitude = Math.toRadians(to.longitude - from.longitude);
        double degrees = Math.toDegrees(Math.atan2(
                Math.sin(longitude) * Math.cos(toLatitude),
                Math.cos(fromLatitude) * Math.sin(toLatitude)
                        - Math.sin(fromLatitude) * Math.cos(toLatitude) * Math.cos(longitude)));
        return (degrees + 360) % 360;
    }

    /** A position at a time. */
    record Fix(double latitude, double longitude, Instant time) {

        static Fix of(Report report, Instant time) {
            return new Fix(report.latitude(), report.longitude(), time);
        }
    }
}
