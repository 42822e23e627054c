package com.wildrydes.producer.flight;

/**
 * A place on the globe (WGS 84).
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record GeoPoint(double latitude, double longitude) {

    /** @throws IllegalArgumentException when a coordinate is out of its range */
    public GeoPoint {
        within("latitude", latitude, 90);
        within("longitude", longitude, 180);
    }

    private static void within(String what, double degrees, int limit) {
        // Written so that a NaN, which compares false with everything, is refused.
        if (!(Math.abs(degrees) <= limit)) {
            throw new IllegalArgumentException(
                    what + " must be between -" + limit + " and " + limit + ", but was " + degrees);
        }
    }
}
