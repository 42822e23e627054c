package com.wildrydes.benchmarks.engine;

import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.ReportJson;
import com.wildrydes.telemetry.StatusTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A report from its bytes. Touching every byte is the floor: no parser can do with less. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ParseBenchmark {

    /** So many that they do not stay in the innermost caches. */
    private static final int RECORDS = 10_000;

    @Param({"FULL", "SIX_DECIMALS"})
    public Corpus.Precision precision = Corpus.Precision.FULL;

    private List<StreamRecord> records = List.of();

    @Setup
    public void read() {
        records = new Corpus(1000, RECORDS / 1000, precision).records();
        for (StreamRecord record : records) {
            var report = ReportJson.read(record.data(), record.partitionKey());
            JsonReport same = new JsonReport(
                    report.name(),
                    StatusTime.format(report.statusTime()),
                    report.latitude(),
                    report.longitude(),
                    report.distanceMetres(),
                    report.healthPoints(),
                    report.magicPoints());
            Same.require(JsonReport.read(record.data()), same);
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void telemetry(Blackhole out) {
        for (StreamRecord record : records) {
            out.consume(ReportJson.read(record.data(), record.partitionKey()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void databind(Blackhole out) {
        for (StreamRecord record : records) {
            out.consume(JsonReport.read(record.data()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int touch() {
        int sum = 0;
        for (StreamRecord record : records) {
            for (byte b : record.data()) {
                // Not a plain sum, which would be done many bytes at once.
                sum = sum * 31 + b;
            }
        }
        return sum;
    }
}
