package com.wildrydes.producer.simulator;

import java.time.Instant;

/** A simulated unicorn as {@code /api/unicorns} shows it. @param heading degrees clockwise from north, 0 to 360 */
public record FlyingUnicorn(
        String name,
        double latitude,
        double longitude,
        double heading,
        int healthPoints,
        int magicPoints,
        Instant startedAt) {}
