package com.wildrydes.telemetry;

import java.time.Instant;

/** Reports for tests, written so that they read like prose: {@code Reports.of("Shadowfax").at(90, 180).build()}. */
final class Reports {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.000Z");

    private final String name;
    private Instant time = NOON;
    private double latitude = 40.749167;
    private double longitude = -73.985184;
    private double distance = 29.87;

    private Reports(String name) {
        this.name = name;
    }

    static Reports of(String name) {
        return new Reports(name);
    }

    Reports at(double latitude, double longitude) {
        this.latitude = latitude;
        this.longitude = longitude;
        return this;
    }

    Reports at(Instant time) {
        this.time = time;
        return this;
    }

    Reports flown(double distance) {
        this.distance = distance;
        return this;
    }

    Report build() {
        return new Report(name, time, latitude, longitude, distance, 149, 151);
    }
}
