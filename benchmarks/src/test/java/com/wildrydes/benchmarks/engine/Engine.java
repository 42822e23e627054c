package com.wildrydes.benchmarks.engine;

import com.wildrydes.aggregator.windows.Aggregation;
import com.wildrydes.aggregator.windows.AggregatorMetrics;
import com.wildrydes.aggregator.windows.ArrivalTime;
import com.wildrydes.aggregator.windows.ShardObserver;
import com.wildrydes.aggregator.windows.WindowLength;
import com.wildrydes.aggregator.windows.WindowTime;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import com.wildrydes.telemetry.SummaryJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The aggregator's own processor of one shard, with the stream before and after it taken away. */
final class Engine {

    private static final ShardId SHARD = new ShardId("wildrydes", "shardId-000000000000");

    private final Summaries summaries = new Summaries();
    private final Aggregation aggregation;

    Engine() {
        this(() -> new ArrivalTime(WindowLength.MINUTE));
    }

    Engine(Supplier<WindowTime> times) {
        aggregation = new Aggregation(
                WindowLength.MINUTE,
                times,
                Duration.ofSeconds(5),
                ReportJson::read,
                new OneShard(),
                summaries,
                (shard, record, reason, detail) -> {
                    throw new IllegalStateException(
                            "Every record must be a valid report, but: " + reason + ": " + detail);
                },
                NobodyElse::new,
                new AggregatorMetrics(new SimpleMeterRegistry(), Clock.systemUTC()));
    }

    /** Takes all records of a shard to its end. @return how many windows of unicorns were closed */
    int run(Corpus corpus) throws InterruptedException {
        summaries.written.clear();
        ShardProcessor processor = open();
        for (List<StreamRecord> batch : corpus.batches()) {
            processor.process(batch, position -> {});
        }
        processor.shardEnded();
        processor.close();
        return summaries.written.size();
    }

    ShardProcessor open() {
        return aggregation.open(SHARD, false);
    }

    /** What the last run wrote. */
    List<MinuteSummary> windows() {
        return summaries.written.stream().map(SummaryJson::read).toList();
    }

    /** Keeps the bytes and acknowledges at once. */
    private static final class Summaries implements StreamWriter {

        private static final CompletableFuture<Acknowledgement> DONE =
                CompletableFuture.completedFuture(new Acknowledgement(SHARD.shard(), "1"));

        final List<byte[]> written = new ArrayList<>();

        @Override
        public CompletableFuture<Acknowledgement> write(String partitionKey, byte[] data) {
            written.add(data);
            return DONE;
        }

        @Override
        public Optional<CompletableFuture<Acknowledgement>> offer(String partitionKey, byte[] data) {
            return Optional.of(write(partitionKey, data));
        }

        @Override
        public void close() {}
    }

    /** A stream of one shard that never had another. */
    private static final class OneShard implements ShardLineage {

        private static final HashKeyRange ALL =
                new HashKeyRange(BigInteger.ZERO, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));

        @Override
        public Shard describe(ShardId shard) {
            return new Shard(shard, List.of(), ALL);
        }

        @Override
        public boolean readToEnd(ShardId shard, Instant from, Consumer<StreamRecord> records) {
            throw new IllegalStateException("There must be no shard before the first, but one was asked for: " + shard);
        }
    }

    private static final class NobodyElse implements ShardObserver {

        @Override
        public void prepare(Collection<String> names) {}

        @Override
        public void observe(Report report, Position position) {}

        @Override
        public void await() {}
    }
}
