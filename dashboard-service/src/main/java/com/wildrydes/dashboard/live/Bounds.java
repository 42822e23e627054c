package com.wildrydes.dashboard.live;

/**
 * A part of the map, its edges included. In degrees, and in the order of maps.
 *
 * @param west -180 to 180
 * @param south -90 to 90
 * @param east -180 to 180; less than {@code west} when the part lies across 180°
 * @param north -90 to 90, at least {@code south}
 */
record Bounds(double west, double south, double east, double north) {

    /** @throws IllegalArgumentException that says what must hold and the value seen */
    Bounds {
        longitude("west", west);
        latitude("south", south);
        longitude("east", east);
        latitude("north", north);
        if (south > north) {
            throw new IllegalArgumentException("bounds: south must be at most north, but was " + south + " > " + north);
        }
    }

    private static void longitude(String edge, double degrees) {
        within(edge, degrees, 180);
    }

    private static void latitude(String edge, double degrees) {
        within(edge, degrees, 90);
    }

    private static void within(String edge, double degrees, int limit) {
        // Written so that a NaN, which compares false with everything, is refused.
        if (!(degrees >= -limit && degrees <= limit)) {
            throw new IllegalArgumentException(
                    "bounds: " + edge + " must be -" + limit + " to " + limit + " degrees, but was " + degrees);
        }
    }

    boolean contains(double latitude, double longitude) {
        return latitude >= south
                && latitude <= north
                // -180 and 180 are one meridian.
                && (spans(longitude) || (Math.abs(longitude) == 180 && spans(-longitude)));
    }

    private boolean spans(double longitude) {
        return west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
    }
}
