package com.wildrydes.producer.simulator;

import com.wildrydes.producer.flight.GeoPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The simulated fleet.
 *
 * @param unicorns how many fly from the start
 * @param maxUnicorns how many may fly at a time
 * @param radiusMetres how far from its start each may fly
 * @param latitude where they start unless said otherwise; the workshop's Times Square
 * @param longitude where they start unless said otherwise
 * @param seed the same seed gives the same flights; a random one unless given
 */
public record SimulatorProperties(
        @DefaultValue("0") int unicorns,
        @DefaultValue("20000") int maxUnicorns,
        @DefaultValue("15000") double radiusMetres,
        @DefaultValue("40.749167") double latitude,
        @DefaultValue("-73.985184") double longitude,
        @Nullable Long seed) {

    /** What one thread flies in a part of each second, with room to spare. */
    private static final int GREATEST_FLEET = 100_000;

    public SimulatorProperties {
        require(
                maxUnicorns >= 0 && maxUnicorns <= GREATEST_FLEET,
                "max-unicorns must be between 0 and " + GREATEST_FLEET,
                maxUnicorns);
        require(
                unicorns >= 0 && unicorns <= maxUnicorns,
                "unicorns must be between 0 and max-unicorns (" + maxUnicorns + ")",
                unicorns);
        require(
                radiusMetres >= Unicorn.MIN_RADIUS_METRES && radiusMetres <= 1e6,
                "radius-metres must be between 1000 and 1000000",
                radiusMetres);
        require(Math.abs(latitude) <= 90, "latitude must be between -90 and 90", latitude);
        require(Math.abs(longitude) <= 180, "longitude must be between -180 and 180", longitude);
    }

    private static void require(boolean holds, String mustHold, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("wildrydes.simulator." + mustHold + ", but was " + value);
        }
    }

    public GeoPoint home() {
        return new GeoPoint(latitude, longitude);
    }
}
