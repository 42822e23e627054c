package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardLineage.HashKeyRange;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.ReportJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One shard's processor with everything around it in the test's hands. */
abstract class ShardTest {

    static final Duration LATENESS = Duration.ofSeconds(30);

    final FakeSummaries summaries = new FakeSummaries();
    final List<Position> checkpoints = new ArrayList<>();
    final List<String> deadLetters = new ArrayList<>();
    final ObservedNames observer = new ObservedNames();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final AggregatorMetrics metrics = new AggregatorMetrics(meters, Clock.systemUTC());
    final FakeLineage lineage = new FakeLineage().with("root", List.of(), FakeLineage.ALL);
    Supplier<CompletableFuture<?>> deadLetterWrites = () -> CompletableFuture.completedFuture(null);
    ShardProcessor shard = open("root", false);

    static HashKeyRange rangeOf(String name) {
        BigInteger middle = BigInteger.ONE.shiftLeft(127);
        HashKeyRange lower = new HashKeyRange(BigInteger.ZERO, middle);
        HashKeyRange upper = new HashKeyRange(middle.add(BigInteger.ONE), FakeLineage.ALL.last());
        return lower.contains(name) ? lower : upper;
    }

    void process(StreamRecord... records) throws InterruptedException {
        shard.process(List.of(records), checkpoints::add);
    }

    ShardProcessor openByEventTime() {
        return open("root", false, () -> new EventTime(WindowLength.MINUTE, LATENESS));
    }

    ShardProcessor open(String name, boolean resumed) {
        return open(name, resumed, () -> new ArrivalTime(WindowLength.MINUTE));
    }

    ShardProcessor open(String name, boolean resumed, Supplier<WindowTime> times) {
        return new Aggregation(
                        WindowLength.MINUTE,
                        times,
                        Duration.ofSeconds(5),
                        ReportJson::read,
                        lineage,
                        summaries,
                        (id, record, reason, detail) -> {
                            deadLetters.add(record.position().sequenceNumber() + " " + reason);
                            return deadLetterWrites.get();
                        },
                        () -> observer,
                        metrics)
                .open(FakeLineage.id(name), resumed);
    }
}
