package com.wildrydes.benchmarks.engine;

import com.wildrydes.aggregator.windows.EventTime;
import com.wildrydes.aggregator.windows.WindowLength;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much memory the sums of two open windows take, for a fleet of which every record brings its own copy of the name. */
public final class OpenWindows {

    private static final int UNICORNS = 100_000;
    private static final int BATCH = 1000;
    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

    private OpenWindows() {}

    public static void main(String[] arguments) throws InterruptedException {
        // Windows by StatusTime: those by arrival are over one by one.
        Engine engine = new Engine(() -> new EventTime(WindowLength.MINUTE, Duration.ofMinutes(2)));
        ShardProcessor shard = engine.open();
        long record = 0;
        long before = usedBytes();
        for (int minute = 0; minute < 2; minute++) {
            for (int from = 0; from < UNICORNS; from += BATCH) {
                List<StreamRecord> batch = new ArrayList<>(BATCH);
                for (int i = from; i < from + BATCH; i++) {
                    batch.add(record(record++, "Unicorn-" + i, START.plusSeconds(60L * minute)));
                }
                shard.process(batch, position -> {});
            }
        }
        long used = usedBytes() - before;
        shard.shardEnded();

        int windows = engine.windows().size();
        Same.require(2 * UNICORNS, windows);
        System.out.printf(
                Locale.ROOT,
                "%,d unicorns, two open windows: %.1f MB, %d bytes a unicorn%n",
                UNICORNS,
                used / 1e6,
                used / UNICORNS);
    }

    private static StreamRecord record(long number, String name, Instant time) {
        Report report = new Report(name, time, 40.7, -73.9, 30, 150, 150);
        return new StreamRecord(Position.of("49" + number), time, name, ReportJson.write(report));
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
