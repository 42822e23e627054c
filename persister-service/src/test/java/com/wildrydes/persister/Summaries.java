package com.wildrydes.persister;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.SummaryJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Summaries and records of them, for tests. */
final class Summaries {

    static final Instant MINUTE = Instant.parse("2026-11-23T01:02:00Z");

    private Summaries() {}

    static MinuteSummary of(String name, Instant minute, long samples) {
        return new MinuteSummary(name, minute, samples * 29.9, 147, 153, 141, 150, samples);
    }

    static StreamRecord record(int position, MinuteSummary summary) {
        return record(position, SummaryJson.write(summary));
    }

    static StreamRecord record(int position, String data) {
        return record(position, data.getBytes(StandardCharsets.UTF_8));
    }

    private static StreamRecord record(int position, byte[] data) {
        return new StreamRecord(Position.of(String.valueOf(position)), MINUTE, "key", data);
    }
}
