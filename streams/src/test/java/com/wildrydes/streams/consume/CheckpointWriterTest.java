package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CheckpointWriterTest {

    private static final ShardId SHARD = new ShardId("wildrydes", "shardId-000000000000");

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
    private final BlockingQueue<Position> stored = new LinkedBlockingQueue<>();
    private final Semaphore mayStore = new Semaphore(1_000);
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch lost = new CountDownLatch(1);
    private volatile boolean leaseLost;

    private final CheckpointWriter writer = new CheckpointWriter(SHARD, new Target(), executor, lost::countDown);

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    @Test
    void storesWhatIsWanted() throws InterruptedException {
        writer.want(Position.of("1"));
        assertThat(stored.take()).isEqualTo(Position.of("1"));

        writer.want(Position.of("2"));
        assertThat(stored.take()).isEqualTo(Position.of("2"));
    }

    @Test
    void storesOnlyTheNewestOfWhatCameMeanwhile() throws InterruptedException {
        mayStore.drainPermits();
        writer.want(Position.of("1"));
        while (!mayStore.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        for (int i = 2; i <= 100; i++) {
            writer.want(Position.of(String.valueOf(i)));
        }

        mayStore.release(1_000);

        assertThat(stored.take()).isEqualTo(Position.of("1"));
        assertThat(stored.take()).isEqualTo(Position.of("100"));
        writer.stop(Duration.ofSeconds(5));
        assertThat(stored).isEmpty();
    }

    @Test
    void neverGoesBack() throws InterruptedException {
        writer.want(Position.of("10"));
        writer.want(Position.of("9"));
        writer.want(Position.of("10"));
        writer.stop(Duration.ofSeconds(5));

        assertThat(stored).containsExactly(Position.of("10"));
    }

    @Test
    void triesAgainWhileTheStoreFails() throws InterruptedException {
        failures.set(3);

        writer.want(Position.of("1"));

        assertThat(stored.take()).isEqualTo(Position.of("1"));
    }

    @Test
    void endsWhenTheLeaseIsLost() throws InterruptedException {
        leaseLost = true;
        writer.want(Position.of("1"));
        lost.await();

        leaseLost = false;
        writer.want(Position.of("2"));
        writer.stop(Duration.ofSeconds(1));

        assertThat(stored).isEmpty();
    }

    @Test
    void waitsForTheLastCheckpointBeforeItStops() throws InterruptedException {
        writer.want(Position.of("1"));

        writer.stop(Duration.ofSeconds(10));

        assertThat(stored).containsExactly(Position.of("1"));
    }

    private final class Target implements CheckpointTarget {

        @Override
        public void store(Position position) {
            mayStore.acquireUninterruptibly();
            if (leaseLost) {
                throw new LeaseLostException(new IllegalStateException("Taken by another"));
            }
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("Told to fail");
            }
            stored.add(position);
        }

        @Override
        public boolean resumed() {
            return false;
        }
    }
}
