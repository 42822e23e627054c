package com.wildrydes.dashboard.live;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.wildrydes.benchmarks.engine.Same;
import com.wildrydes.dashboard.fleet.Unicorn;
import java.nio.ByteBuffer;
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
import tools.jackson.databind.json.JsonMapper;

/** A frame of the WebSocket, of which there is one for all who look at the map; the figures are those of one unicorn in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FrameBenchmark {

    private static final int UNICORNS = 1000;
    private static final Instant TIME = Instant.parse("2026-11-23T01:02:03.004Z");
    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<Unicorn> unicorns = new ArrayList<>();

    @JsonPropertyOrder({"type", "seq", "from", "time", "unicorns"})
    record JsonFrame(String type, long seq, long from, long time, List<List<Object>> unicorns) {}

    @Setup
    public void make() {
        Random random = new Random(42);
        for (int i = 0; i < UNICORNS; i++) {
            unicorns.add(new Unicorn(
                    "Unicorn-" + i,
                    40.749167 + random.nextGaussian() * .1,
                    -73.985184 + random.nextGaussian() * .1,
                    30 + random.nextDouble(),
                    random.nextDouble() * 359,
                    140 + random.nextInt(20),
                    140 + random.nextInt(20),
                    TIME.minusMillis(random.nextInt(1000)),
                    7,
                    i));
        }
        ByteBuffer frame = encoder();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        Same.require(MAPPER.readTree(databind()), MAPPER.readTree(bytes));
    }

    @Benchmark
    @OperationsPerInvocation(UNICORNS)
    public ByteBuffer encoder() {
        return FrameEncoder.frame(7, 6, TIME, unicorns);
    }

    @Benchmark
    @OperationsPerInvocation(UNICORNS)
    public byte[] databind() {
        List<List<Object>> rows = new ArrayList<>(unicorns.size());
        for (Unicorn unicorn : unicorns) {
            rows.add(List.of(
                    unicorn.name(),
                    Math.round(unicorn.latitude() * 1e6) / 1e6,
                    Math.round(unicorn.longitude() * 1e6) / 1e6,
                    Math.round(unicorn.speed() * 10) / 10.0,
                    Math.round(unicorn.heading()) % 360,
                    unicorn.healthPoints(),
                    unicorn.magicPoints(),
                    unicorn.statusTime().toEpochMilli()));
        }
        return MAPPER.writeValueAsBytes(new JsonFrame("frame", 7, 6, TIME.toEpochMilli(), rows));
    }
}
