package com.wildrydes.dashboard.fleet;

import java.time.Instant;

/**
 * A unicorn as it was last seen.
 *
 * @param latitude degrees north
 * @param longitude degrees east
 * @param speed metres a second, derived; NaN when unknown
 * @param heading degrees clockwise from north, derived; NaN when unknown
 * @param statusTime when it was there, by its own clock unless that is far ahead
 * @param changedAt the fleet's seq at which it came to be so
 * @param number its own, from 0 on, as small as was free when it was first seen, so that a bit can stand for it; another's once
 *     the fleet has forgotten it
 */
public record Unicorn(
        String name,
        double latitude,
        double longitude,
        double speed,
        double heading,
        int healthPoints,
        int magicPoints,
        Instant statusTime,
        long changedAt,
        int number) {}
