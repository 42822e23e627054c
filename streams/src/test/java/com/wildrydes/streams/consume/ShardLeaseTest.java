package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.Checkpointer;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.StreamRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ShardLeaseTest {

    private static final ShardId SHARD = new ShardId("wildrydes", "shardId-000000000000");
    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");

    private final RecordingProcessor processor = new RecordingProcessor();
    private final BlockingQueue<Position> stored = new LinkedBlockingQueue<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    @Test
    void leavesOutWhatItsProcessorHasTaken() throws InterruptedException {
        ShardLease lease = lease(processor);

        lease.deliver(records("1", "2", "3"));
        lease.deliver(records("2", "3", "4"));
        lease.deliver(records("1", "2", "3", "4"));

        assertThat(processor.calls).containsExactly("process[1, 2, 3]", "process[4]");
    }

    @Test
    void comparesPositionsAsNumbers() throws InterruptedException {
        ShardLease lease = lease(processor);

        lease.deliver(records("99"));
        lease.deliver(records("100"));

        assertThat(processor.positions).containsExactly("99", "100");
    }

    @Test
    void callsAProcessorThatThrewAgainWithTheSameRecords() throws InterruptedException {
        processor.failures = 3;

        lease(processor).deliver(records("1", "2"));

        assertThat(processor.calls).containsExactly("process[1, 2]", "process[1, 2]", "process[1, 2]", "process[1, 2]");
        assertThat(registry.counter("wildrydes.read.retries", "stream", "wildrydes", "call", "process")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void storesCheckpoints() throws InterruptedException {
        ShardLease lease = lease(processor);
        lease.deliver(records("1", "2"));

        lease.checkpoint(Position.of("2"));

        assertThat(stored.take()).isEqualTo(Position.of("2"));
    }

    @Test
    void endsWhenItsProcessorHasMadeAllSafe() throws InterruptedException {
        ShardLease lease = lease(processor);
        lease.deliver(records("1"));
        processor.failures = 2;

        assertThat(lease.end("5")).isTrue();

        assertThat(processor.calls).containsExactly("process[1]", "shardEnded", "shardEnded", "shardEnded", "close");
        assertThat(lease.isOver()).isTrue();
    }

    @Test
    void refusesAnEndBeforeItsLastRecord() throws InterruptedException {
        ShardLease lease = lease(processor);
        lease.deliver(records("1", "7"));

        assertThat(lease.end("6")).isFalse();

        assertThat(processor.calls).containsExactly("process[1, 7]");
    }

    @Test
    void ticksBetweenCallsOnly() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        BlockingQueue<Instant> ticks = new LinkedBlockingQueue<>();
        ShardLease lease = lease(new ShardProcessor() {
            @Override
            public void process(List<StreamRecord> records, Checkpointer checkpointer) throws InterruptedException {
                entered.countDown();
                leave.await();
            }

            @Override
            public void tick(Instant now) {
                ticks.add(now);
            }
        });
        CompletableFuture<Void> call = deliverOnAThread(lease, "1");
        entered.await();

        lease.tick(NOW);
        assertThat(ticks).isEmpty();

        leave.countDown();
        call.get();
        lease.tick(NOW.plusSeconds(1));
        assertThat(ticks).containsExactly(NOW.plusSeconds(1));
    }

    @Test
    void goesOnAfterATickThatThrew() throws InterruptedException {
        ShardLease lease = lease(processor);
        processor.failures = 1;

        lease.tick(NOW);
        lease.deliver(records("1"));

        assertThat(processor.calls).containsExactly("tick " + NOW, "process[1]");
    }

    @Test
    void neitherCallsNorCheckpointsOnceClosed() throws InterruptedException {
        ShardLease lease = lease(processor);
        lease.deliver(records("1"));

        lease.close(Duration.ofSeconds(1));
        lease.close(Duration.ofSeconds(1));
        lease.deliver(records("2"));
        lease.tick(NOW);
        lease.checkpoint(Position.of("1"));

        assertThat(lease.end("9")).isFalse();
        assertThat(processor.calls).containsExactly("process[1]", "close");
        executor.shutdown();
        assertThat(executor.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(stored).isEmpty();
    }

    @Test
    void interruptsACallThatOutlastsItsClosing() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        ShardLease lease = lease((records, checkpointer) -> {
            entered.countDown();
            new CountDownLatch(1).await();
        });
        CompletableFuture<Void> call = deliverOnAThread(lease, "1");
        entered.await();

        lease.close(Duration.ofMillis(1));

        assertThat(call)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(Exception.class)
                .withRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void stopsRetryingWhenClosed() throws Exception {
        CountDownLatch failed = new CountDownLatch(3);
        ShardLease lease = lease((records, checkpointer) -> {
            failed.countDown();
            throw new IllegalStateException("Always");
        });
        CompletableFuture<Void> call = deliverOnAThread(lease, "1");
        failed.await();

        lease.close(Duration.ofSeconds(5));

        assertThat(call).succeedsWithin(Duration.ofSeconds(5));
    }

    private CompletableFuture<Void> deliverOnAThread(ShardLease lease, String... sequenceNumbers) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                lease.deliver(records(sequenceNumbers));
                done.complete(null);
            } catch (InterruptedException e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private ShardLease lease(ShardProcessor shardProcessor) {
        CountDownLatch over = new CountDownLatch(1);
        CheckpointTarget target = new CheckpointTarget() {
            @Override
            public void store(Position position) {
                stored.add(position);
            }

            @Override
            public boolean resumed() {
                return false;
            }
        };
        return new ShardLease(
                SHARD,
                shardProcessor,
                Optional::of,
                new CheckpointWriter(SHARD, target, executor, over::countDown),
                new Retries(SHARD, new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)), registry, over),
                over);
    }

    private static List<StreamRecord> records(String... sequenceNumbers) {
        return Arrays.stream(sequenceNumbers)
                .map(number -> new StreamRecord(Position.of(number), NOW, "Shadowfax", new byte[0]))
                .toList();
    }
}
