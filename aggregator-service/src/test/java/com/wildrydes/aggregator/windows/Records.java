package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Records as a shard delivers them: {@code Records.of("Shadowfax").arrivedAt("01:02:03").metres(30)}. */
record Records(String name, Instant arrival, Instant statusTime, double distance, int health, int magic) {

    static final String DAY = "2026-11-23T";
    private static final Instant EPOCH = time("00:00:00");

    static Records of(String name) {
        return new Records(name, EPOCH, EPOCH, 1, 150, 150);
    }

    static Instant time(String timeOfDay) {
        return Instant.parse(DAY + timeOfDay + "Z");
    }

    static Position position(long number) {
        return Position.of(Long.toString(number));
    }

    /** A record that is no report. */
    static StreamRecord bad(long number, String timeOfDay, String data) {
        return new StreamRecord(position(number), time(timeOfDay), "Shadowfax", data.getBytes(StandardCharsets.UTF_8));
    }

    /** Also the time that the report itself gives. */
    Records arrivedAt(String timeOfDay) {
        return new Records(name, time(timeOfDay), time(timeOfDay), distance, health, magic);
    }

    /** The report's own time is this long before its arrival. */
    Records late(Duration late) {
        return new Records(name, arrival, arrival.minus(late), distance, health, magic);
    }

    Records metres(double metres) {
        return new Records(name, arrival, statusTime, metres, health, magic);
    }

    Records vitals(int healthPoints, int magicPoints) {
        return new Records(name, arrival, statusTime, distance, healthPoints, magicPoints);
    }

    StreamRecord at(long number) {
        return underKey(name, number);
    }

    StreamRecord underKey(String partitionKey, long number) {
        Report report = new Report(name, statusTime, 40.749167, -73.985184, distance, health, magic);
        return new StreamRecord(position(number), arrival, partitionKey, ReportJson.write(report));
    }
}
