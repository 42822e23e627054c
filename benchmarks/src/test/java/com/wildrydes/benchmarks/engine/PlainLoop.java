package com.wildrydes.benchmarks.engine;

import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.MinuteSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The aggregation as one would write it first: databind, a map, a loop. It forgets everything when it dies. */
final class PlainLoop {

    private static final long MINUTE = 60_000;

    private final List<MinuteSummary> windows = new ArrayList<>();
    private final Map<String, MinuteSummary> open = new LinkedHashMap<>();

    private PlainLoop() {}

    static List<MinuteSummary> run(Corpus corpus) {
        PlainLoop loop = new PlainLoop();
        long minute = Long.MIN_VALUE;
        for (StreamRecord record : corpus.records()) {
            JsonReport report = JsonReport.read(record.data());
            long minuteOfRecord = record.arrivalTime().toEpochMilli() / MINUTE;
            if (minuteOfRecord > minute) {
                loop.close();
                minute = minuteOfRecord;
            }
            Instant start = Instant.ofEpochMilli(minute * MINUTE);
            loop.open.merge(report.name(), summary(report, start), PlainLoop::sum);
        }
        loop.close();
        return loop.windows;
    }

    private void close() {
        windows.addAll(open.values());
        open.clear();
    }

    private static MinuteSummary summary(JsonReport report, Instant start) {
        return new MinuteSummary(
                report.name(),
                start,
                report.distance(),
                report.magicPoints(),
                report.magicPoints(),
                report.healthPoints(),
                report.healthPoints(),
                1);
    }

    private static MinuteSummary sum(MinuteSummary a, MinuteSummary b) {
        return new MinuteSummary(
                a.name(),
                a.windowStart(),
                a.distanceMetres() + b.distanceMetres(),
                Math.min(a.minMagicPoints(), b.minMagicPoints()),
                Math.max(a.maxMagicPoints(), b.maxMagicPoints()),
                Math.min(a.minHealthPoints(), b.minHealthPoints()),
                Math.max(a.maxHealthPoints(), b.maxHealthPoints()),
                a.samples() + b.samples());
    }
}
