package com.wildrydes.benchmarks.engine;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a shard holds of a fleet whose unicorns report once a second, cut into batches as GetRecords gives them. No two records
 * share an object, as none do that come from Kinesis. The same seed makes the same bytes.
 */
public final class Corpus {

    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    private static final long SEED = 42;
    private static final int LEAST_BATCH = 500;
    private static final int LARGEST_BATCH = 1000;

    private final List<List<StreamRecord>> batches = new ArrayList<>();
    private final List<StreamRecord> records = new ArrayList<>();

    /** How the numbers of a report are written. */
    public enum Precision {
        /** With all digits of a double, as the workshop's clients and the suite's own simulator do: mostly 16 or 17. */
        FULL {
            @Override
            double of(double value) {
                return value;
            }
        },
        /** With six decimals, as receivers of GPS do. */
        SIX_DECIMALS {
            @Override
            double of(double value) {
                return Math.rint(value * 1e6) / 1e6;
            }
        };

        abstract double of(double value);
    }

    Corpus(int unicorns, int seconds, Precision precision) {
        Random random = new Random(SEED);
        for (int second = 0; second < seconds; second++) {
            for (int unicorn = 0; unicorn < unicorns; unicorn++) {
                Report report = new Report(
                        "Unicorn-" + unicorn,
                        START.plusMillis(second * 1000L + random.nextInt(1000)),
                        precision.of(40.749167 + random.nextGaussian() * .1),
                        precision.of(-73.985184 + random.nextGaussian() * .1),
                        precision.of(30 + random.nextDouble()),
                        140 + random.nextInt(20),
                        140 + random.nextInt(20));
                records.add(new StreamRecord(
                        Position.of(sequenceNumber(records.size())),
                        START.plusMillis(second * 1000L + unicorn * 1000L / unicorns),
                        new String(report.name()),
                        ReportJson.write(report)));
            }
        }
        for (int from = 0; from < records.size(); ) {
            int to = Math.min(records.size(), from + random.nextInt(LEAST_BATCH, LARGEST_BATCH + 1));
            batches.add(records.subList(from, to));
            from = to;
        }
    }

    /** As long as those of Kinesis. */
    private static String sequenceNumber(int record) {
        return "49668899" + String.format("%048d", record);
    }

    List<List<StreamRecord>> batches() {
        return batches;
    }

    List<StreamRecord> records() {
        return records;
    }

    long bytes() {
        return records.stream().mapToLong(record -> record.data().length).sum();
    }
}
