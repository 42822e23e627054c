package com.wildrydes.systemtests.chaos;

import com.wildrydes.telemetry.Report;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/** A unicorn whose reports are all different, and whose vital signs now and then fall so far that alerts must follow. */
final class FlyingUnicorn {

    private static final int WELL = 150;

    private final String name;
    private final SplittableRandom random;
    private double latitude = 40.75;
    private double longitude = -73.99;
    private int health = 110;
    private int magic = WELL;
    private Instant last = Instant.EPOCH;

    FlyingUnicorn(String name, SplittableRandom random) {
        this.name = name;
        this.random = random;
    }

    /** The next report; no two have the same StatusTime. */
    Report report(Instant now) {
        Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
        last = millis.isAfter(last) ? millis : last.plusMillis(1);
        latitude += random.nextDouble(-1e-4, 1e-4);
        longitude += random.nextDouble(-1e-4, 1e-4);
        health = walked(health);
        magic = walked(magic);
        return new Report(name, last, latitude, longitude, random.nextDouble(60), health, magic);
    }

    /** Wanders between 80 and 150, so it crosses 100 and 105 in both directions. */
    private int walked(int value) {
        return Math.max(80, Math.min(WELL, value + random.nextInt(-6, 7)));
    }
}
