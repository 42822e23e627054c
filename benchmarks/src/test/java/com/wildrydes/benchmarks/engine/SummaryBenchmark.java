package com.wildrydes.benchmarks.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.StatusTime;
import com.wildrydes.telemetry.SummaryJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The line of a closed window. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SummaryBenchmark {

    private static final int SUMMARIES = 1000;
    private static final ObjectWriter WRITER = new JsonMapper().writerFor(JsonSummary.class);
    private static final ObjectReader READER = new JsonMapper().readerFor(JsonSummary.class);

    private final List<MinuteSummary> summaries = new ArrayList<>();

    /** As one would have databind write it. */
    record JsonSummary(
            @JsonProperty("Name") String name,
            @JsonProperty("StatusTime") String statusTime,
            @JsonProperty("Distance") double distance,
            @JsonProperty("MinMagicPoints") int minMagicPoints,
            @JsonProperty("MaxMagicPoints") int maxMagicPoints,
            @JsonProperty("MinHealthPoints") int minHealthPoints,
            @JsonProperty("MaxHealthPoints") int maxHealthPoints,
            @JsonProperty("Samples") long samples) {

        static JsonSummary of(MinuteSummary summary) {
            return new JsonSummary(
                    summary.name(),
                    StatusTime.format(summary.windowStart()),
                    summary.distanceMetres(),
                    summary.minMagicPoints(),
                    summary.maxMagicPoints(),
                    summary.minHealthPoints(),
                    summary.maxHealthPoints(),
                    summary.samples());
        }
    }

    @Setup
    public void make() {
        Random random = new Random(42);
        Instant minute = Instant.parse("2026-11-23T01:02:00Z");
        for (int i = 0; i < SUMMARIES; i++) {
            double metres = 1800 * random.nextDouble();
            summaries.add(new MinuteSummary("Unicorn-" + i, minute, metres, 140, 150 + i % 9, 141, 151, 60));
        }
        for (MinuteSummary summary : summaries) {
            Same.require(JsonSummary.of(summary), READER.readValue(SummaryJson.write(summary)));
            Same.require(summary, SummaryJson.read(WRITER.writeValueAsBytes(JsonSummary.of(summary))));
        }
    }

    @Benchmark
    @OperationsPerInvocation(SUMMARIES)
    public void telemetry(Blackhole out) {
        for (MinuteSummary summary : summaries) {
            out.consume(SummaryJson.write(summary));
        }
    }

    @Benchmark
    @OperationsPerInvocation(SUMMARIES)
    public void databind(Blackhole out) {
        for (MinuteSummary summary : summaries) {
            out.consume(WRITER.writeValueAsBytes(JsonSummary.of(summary)));
        }
    }
}
