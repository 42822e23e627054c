package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamsProperties.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The shards that this process holds. Gives each its tick, and ends all of them before the binder stops. */
public final class ShardLeases implements SmartLifecycle {

    /** After the binder's {@code InputBindingLifecycle} to start, and so before it to stop. */
    static final int PHASE = Integer.MAX_VALUE - 900;

    private final Map<ShardId, Held> held = new ConcurrentHashMap<>();
    private final Reading settings;
    private final Clock clock;
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2, daemons("checkpoints-"));
    private final ExecutorService tickers = Executors.newCachedThreadPool(daemons("tick-"));
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    public ShardLeases(Reading settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The lease of a shard that is read with this checkpointer; opened when there is none, or one with another checkpointer,
     * which is ended then. Empty when the application stops.
     */
    Optional<Held> hold(ShardId shard, Object checkpointer, Supplier<Held> open) {
        if (isStopped()) {
            return Optional.empty();
        }
        @Nullable Held current = held.get(shard);
        if (current != null && current.checkpointer() == checkpointer) {
            return Optional.of(current);
        }
        if (current != null) {
            release(shard);
        }
        Held opened = open.get();
        held.put(shard, opened);
        return Optional.of(opened);
    }

    Optional<ShardLease> find(ShardId shard) {
        return Optional.ofNullable(held.get(shard)).map(Held::lease);
    }

    /** The lease of a shard that is read with this checkpointer; not one that was taken before or after. */
    Optional<ShardLease> find(ShardId shard, Object checkpointer) {
        return Optional.ofNullable(held.get(shard))
                .filter(each -> each.checkpointer() == checkpointer)
                .map(Held::lease);
    }

    /** The shards of a stream whose leases are not over. */
    Set<String> shards(String stream) {
        return held.values().stream()
                .map(Held::lease)
                .filter(lease -> lease.shard().stream().equals(stream) && !lease.isOver())
                .map(lease -> lease.shard().shard())
                .collect(Collectors.toSet());
    }

    /** Ends the lease of a shard that is read with this checkpointer, if there is one. */
    void release(ShardId shard, Object checkpointer) {
        @Nullable Held current = held.get(shard);
        if (current != null && current.checkpointer() == checkpointer && held.remove(shard, current)) {
            current.close(settings.stopTimeout());
        }
    }

    /** Ends the lease of a shard, if there is one. */
    void release(ShardId shard) {
        @Nullable Held current = held.remove(shard);
        if (current != null) {
            current.close(settings.stopTimeout());
        }
    }

    /** Whether the application stops, so that nothing need be tried again. */
    boolean isStopped() {
        return stopping.getCount() == 0;
    }

    /** Counted down when the application stops. */
    CountDownLatch stopping() {
        return stopping;
    }

    /** Ends a lease whose shard another process has taken, but keeps it: its last batches may still be on their way. */
    void lost(ShardId shard, Object checkpointer) {
        @Nullable Held current = held.get(shard);
        if (current != null && current.checkpointer() == checkpointer) {
            tickers.execute(() -> current.lease().close(settings.stopTimeout()));
        }
    }

    /** As {@link #lost(ShardId, Object)}, whatever it is read with. */
    void lost(String stream, String shard) {
        ShardId id = new ShardId(stream, shard);
        @Nullable Held current = held.get(id);
        if (current != null) {
            lost(id, current.checkpointer());
        }
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    private void tick() {
        for (Held each : held.values()) {
            if (each.ticking().compareAndSet(0, 1)) {
                tickers.execute(() -> {
                    try {
                        each.lease().tick(clock.instant());
                    } finally {
                        each.ticking().set(0);
                    }
                });
            }
        }
    }

    @Override
    public void start() {
        long period = settings.tick().toMillis();
        scheduler.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
        running = true;
    }

    @Override
    public void stop() {
        stopping.countDown();
        CompletableFuture.allOf(held.values().stream()
                        .map(each -> CompletableFuture.runAsync(() -> each.close(settings.stopTimeout()), tickers))
                        .toArray(CompletableFuture[]::new))
                .join();
        held.clear();
        scheduler.shutdownNow();
        tickers.shutdownNow();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** A lease with what belongs to it. */
    record Held(Object checkpointer, ShardLease lease, BatchReader reader, ReadMetrics metrics, AtomicInteger ticking) {

        void close(Duration patience) {
            lease.close(patience);
            metrics.close();
        }
    }
}
