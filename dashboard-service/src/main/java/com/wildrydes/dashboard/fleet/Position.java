package com.wildrydes.dashboard.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A unicorn's place as {@code /api/positions} gives it.
 *
 * @param latitude degrees north
 * @param longitude degrees east
 * @param speed metres a second; null when unknown
 * @param heading degrees clockwise from north; null when unknown
 */
record Position(
        String name,
        double latitude,
        double longitude,
        @Nullable Double speed,
        @Nullable Double heading,
        int healthPoints,
        int magicPoints,
        Instant statusTime) {

    static Position of(Unicorn unicorn) {
        return new Position(
                unicorn.name(),
                unicorn.latitude(),
                unicorn.longitude(),
                known(unicorn.speed()),
                known(unicorn.heading()),
                unicorn.healthPoints(),
                unicorn.magicPoints(),
                unicorn.statusTime());
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
