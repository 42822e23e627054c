package com.wildrydes.dashboard;

import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.time.Instant;

/** Reports for tests, written so that they read like prose: {@code Reports.of("Shadowfax").at(90, 180).build()}. */
public final class Reports {

    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final String name;
    private Instant time = NOON;
    private double latitude = 40.749167;
    private double longitude = -73.985184;
    private int health = 149;
    private int magic = 151;

    private Reports(String name) {
        this.name = name;
    }

    public static Reports of(String name) {
        return new Reports(name);
    }

    public Reports at(double latitude, double longitude) {
        this.latitude = latitude;
        this.longitude = longitude;
        return this;
    }

    public Reports at(Instant time) {
        this.time = time;
        return this;
    }

    public Reports withPoints(int health, int magic) {
        this.health = health;
        this.magic = magic;
        return this;
    }

    public Report build() {
        return new Report(name, time, latitude, longitude, 29.87, health, magic);
    }

    public byte[] json() {
        return ReportJson.write(build());
    }
}
