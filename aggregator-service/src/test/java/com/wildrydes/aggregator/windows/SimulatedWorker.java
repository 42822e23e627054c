package com.wildrydes.aggregator.windows;

import com.wildrydes.aggregator.windows.SimulatedStream.SimulatedShard;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.SummaryJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** One process of the aggregator: real processors of its shards, and a queue of writes that are lost when it dies. */
final class SimulatedWorker {

    static final Duration IDLE_AFTER = Duration.ofSeconds(4);

    private static final AggregatorMetrics METRICS =
            new AggregatorMetrics(new SimpleMeterRegistry(), Clock.systemUTC());

    /** The process was killed: thrown through everything, caught by nothing of the product. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** A write on its way; waiting for it lets virtual time pass. */
    private final class Write<T> extends CompletableFuture<T> {
        private final Runnable landing;

        Write(Runnable landing) {
            this.landing = landing;
        }

        @Override
        public T get() throws InterruptedException, ExecutionException {
            while (!isDone()) {
                step();
                landOne();
            }
            return super.get();
        }

        void land() {
            landing.run();
            complete(null);
        }
    }

    private static final class Reading {
        final ShardAggregator processor;
        int position;

        Reading(ShardAggregator processor, int position) {
            this.processor = processor;
            this.position = position;
        }
    }

    private final Simulation world;
    private final int number;
    private final Map<Integer, Reading> readings = new HashMap<>();
    private final Deque<Write<?>> writes = new ArrayDeque<>();

    SimulatedWorker(Simulation world, int number) {
        this.world = world;
        this.number = number;
    }

    boolean knows(SimulatedShard shard) {
        return readings.containsKey(shard.number);
    }

    void forget(SimulatedShard shard) {
        Reading reading = readings.remove(shard.number);
        if (reading != null) {
            reading.processor.close();
        }
    }

    /** Its records come again from the checkpoint, and nobody is told. */
    void rewind(SimulatedShard shard) {
        readings.computeIfPresent(shard.number, (n, reading) -> {
            int restart = shard.indexAfter(world.checkpoints.get(shard.number));
            reading.position = world.takenAnew() ? Math.min(restart, reading.position) : restart;
            return reading;
        });
    }

    /** Dies: what was written may have arrived, in its order, or not; nobody waits for it any more. */
    void die() {
        for (int landed = world.random.nextInt(writes.size() + 1); landed > 0; landed--) {
            writes.removeFirst().land();
        }
        writes.clear();
        readings.clear();
    }

    /** Some of what was written arrives. */
    void landSome() {
        for (int i = world.calm() ? writes.size() : world.random.nextInt(6); i > 0; i--) {
            landOne();
        }
    }

    private void landOne() {
        Write<?> write = writes.pollFirst();
        if (write != null) {
            if (world.chance(.005)) {
                write.completeExceptionally(new IllegalStateException("the write failed"));
            } else {
                write.land();
            }
        }
    }

    private void mayDie() {
        if (world.chance(.0008)) {
            throw new Killed();
        }
    }

    /** Anything may happen between any two steps. */
    private void step() throws InterruptedException {
        mayDie();
        if (world.chance(.0008)) {
            throw new InterruptedException("stopped");
        }
        if (world.chance(.0008)) {
            throw new IllegalArgumentException("a fault");
        }
    }

    /** One GetRecords and what follows. One that is not the owner is a zombie: it emits, its checkpoints are refused. */
    void read(SimulatedShard shard, Instant now) {
        try {
            deliver(shard, now);
        } catch (Killed e) {
            die();
        } catch (InterruptedException e) {
            if (world.random.nextBoolean()) {
                forget(shard);
            }
        } catch (IllegalStateException | IllegalArgumentException fault) {
            // The position stays; the same batch comes again.
            if (world.flaw == Flaw.STATE_FORGOTTEN) {
                readings.computeIfPresent(
                        shard.number,
                        (n, reading) -> new Reading(open(shard, world.checkpoints.containsKey(n)), reading.position));
            }
        }
    }

    private void deliver(SimulatedShard shard, Instant now) throws InterruptedException {
        Reading reading = readings.get(shard.number);
        if (reading == null) {
            Position checkpoint = world.checkpoints.get(shard.number);
            reading = new Reading(open(shard, checkpoint != null), shard.indexAfter(checkpoint));
            readings.put(shard.number, reading);
        }
        if (world.chance(.03)) {
            rewind(shard);
        }
        int end = Math.min(shard.records.size(), reading.position + 1 + world.random.nextInt(world.calm() ? 500 : 12));
        List<StreamRecord> batch = List.copyOf(shard.records.subList(reading.position, end));
        if (!batch.isEmpty()) {
            reading.processor.process(batch, position -> checkpoint(shard, position));
            reading.position = end;
            if (world.flaw == Flaw.CHECKPOINT_WITHIN_WINDOW && world.chance(.2)) {
                checkpoint(shard, batch.get(batch.size() - 1).position());
            }
        }
        if (world.random.nextDouble() < .8) {
            reading.processor.tick(now);
        }
        if (shard.closed && reading.position >= shard.records.size() && world.isOwner(number, shard)) {
            if (world.flaw != Flaw.END_NOT_EMITTED) {
                reading.processor.shardEnded();
            }
            step();
            world.ended.add(shard.number);
            forget(shard);
        }
    }

    private void checkpoint(SimulatedShard shard, Position position) {
        try {
            step();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Position stored = world.checkpoints.get(shard.number);
        if (world.isOwner(number, shard) && (stored == null || stored.compareTo(position) < 0)) {
            world.checkpoints.put(shard.number, position);
        }
    }

    private ShardAggregator open(SimulatedShard shard, boolean resumed) {
        Aggregation aggregation = new Aggregation(
                world.stream.length,
                () -> world.flaw == Flaw.WINDOWS_GO_BACK ? new GoingBack() : new ArrivalTime(world.stream.length),
                IDLE_AFTER,
                this::parse,
                new Lineage(shard),
                new Writer(
                        data -> {
                            MinuteSummary summary = SummaryJson.read(data);
                            return () -> world.put(summary);
                        },
                        world.flaw == Flaw.CHECKPOINT_BEFORE_SUMMARIES),
                this::deadLetter,
                world.alerts.observers(
                        new Writer(world.alerts::landing, world.flaw == Flaw.STATE_BEFORE_ALERT), this::mayDie),
                METRICS);
        return new ShardAggregator(shard.shard.id(), resumed || world.flaw == Flaw.NO_INHERITANCE, aggregation) {
            @Override
            boolean isCounted(StreamRecord record) {
                return world.flaw != Flaw.COUNTED_AGAIN && super.isCounted(record);
            }
        };
    }

    private Report parse(byte[] data, String partitionKey) {
        try {
            step();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return world.stream.parse(data);
    }

    private CompletableFuture<?> deadLetter(ShardId shard, StreamRecord record, String reason, String detail)
            throws InterruptedException {
        step();
        return queue(
                () -> world.deadLetters.add(record.position().sequenceNumber()),
                world.flaw == Flaw.CHECKPOINT_BEFORE_DEAD_LETTERS);
    }

    private <T> CompletableFuture<T> queue(Runnable landing, boolean acknowledgedEarly) {
        Write<T> write = new Write<>(landing);
        writes.addLast(write);
        return acknowledgedEarly ? CompletableFuture.completedFuture(null) : write;
    }

    private final class Writer implements StreamWriter {

        private final Function<byte[], Runnable> landing;
        private final boolean acknowledgedEarly;

        Writer(Function<byte[], Runnable> landing, boolean acknowledgedEarly) {
            this.landing = landing;
            this.acknowledgedEarly = acknowledgedEarly;
        }

        @Override
        public CompletableFuture<Acknowledgement> write(String partitionKey, byte[] data) throws InterruptedException {
            step();
            return queue(landing.apply(data), acknowledgedEarly);
        }

        @Override
        public Optional<CompletableFuture<Acknowledgement>> offer(String partitionKey, byte[] data) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    /** The stream's own lineage, with faults, and with what a flaw leaves out. */
    private final class Lineage implements ShardLineage {

        private final SimulatedShard child;

        Lineage(SimulatedShard child) {
            this.child = child;
        }

        @Override
        public Shard describe(ShardId id) throws InterruptedException {
            step();
            Shard shard = world.stream.describe(id);
            boolean isParent = !id.equals(child.shard.id());
            return new Shard(
                    shard.id(),
                    world.flaw == Flaw.PARENTS_ONLY && isParent ? List.of() : shard.parents(),
                    world.flaw == Flaw.ANY_SHARD ? FakeLineage.ALL : shard.range());
        }

        @Override
        public boolean readToEnd(ShardId id, Instant from, Consumer<StreamRecord> records) throws InterruptedException {
            step();
            Instant since = world.flaw == Flaw.NO_MARGIN ? from.plus(world.stream.length.length()) : from;
            return world.stream.readToEnd(id, since, records);
        }
    }

    /** Without the part of the rule that windows never go back. */
    private final class GoingBack implements WindowTime {

        private long current = Long.MIN_VALUE;

        @Override
        public long windowOf(Instant arrival, Report report) {
            current = world.stream.length.indexOf(arrival);
            return current;
        }

        @Override
        public OptionalLong windowOfInvalid(Instant arrival) {
            return OptionalLong.empty();
        }

        @Override
        public long firstOpen() {
            return current;
        }

        @Override
        public void continueFrom(WindowTime ancestor) {
            current = Math.max(current, ancestor.firstOpen());
        }

        @Override
        public Instant ancestorsReadFrom(Instant firstArrival) {
            return new ArrivalTime(world.stream.length).ancestorsReadFrom(firstArrival);
        }
    }
}
