package com.wildrydes.streams.consume;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.provision.ProcessEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskExecutor;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.ShardInfo;
import software.amazon.kinesis.leases.exceptions.LeasingException;

/**
 * The thread that KCL runs in. Before KCL starts it sees to the tables; while it runs, that processors of lost leases end even
 * while they block; at a stop it gives the leases back, so that others take them at once and need not wait until they expire.
 */
final class KclWorker implements TaskExecutor, WorkerStateChangeListener {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(KclWorker.class);

    private final String stream;
    private final ShardLeases leases;
    private final Function<String, Instant> creationTime;
    private final ProcessEnd processEnd;
    private volatile @Nullable Scheduler scheduler;
    private Collection<Lease> heldAtStop = List.of();
    private Set<String> missing = Set.of();

    KclWorker(String stream, ShardLeases leases, Function<String, Instant> creationTime, ProcessEnd processEnd) {
        this.stream = stream;
        this.leases = leases;
        this.creationTime = creationTime;
        this.processEnd = processEnd;
    }

    /** Called by the adapter, once, with KCL. */
    @Override
    public void execute(Runnable task) {
        if (!(task instanceof Scheduler created)) {
            throw new IllegalArgumentException("The adapter must run KCL's scheduler, but runs " + task.getClass());
        }
        scheduler = created;
        Thread thread = new Thread(() -> run(created), "kcl-" + stream);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Scheduler kcl) {
        String why = "see above";
        try {
            if (prepare(kcl)) {
                watchLeases(kcl);
                kcl.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("KCL failed", e);
            why = e.toString();
        }
        if (!leases.isStopped()) {
            processEnd.end("KCL must run as long as " + stream + " is read, but has ended: " + why);
        }
    }

    /** @return false when the application stops before all is prepared */
    private boolean prepare(Scheduler kcl) throws InterruptedException {
        // A batch that comes before all of the application has started would be lost on its way through the channels.
        while (!leases.isRunning() && !leases.isStopped()) {
            Thread.sleep(POLL_MILLIS);
        }
        for (int failures = 1; !leases.isStopped(); failures++) {
            try {
                new LeaseTables(kcl, creationTime.apply(stream)).prepare();
                return true;
            } catch (LeasingException | RuntimeException e) {
                if (Integer.bitCount(failures) == 1) {
                    LOG.warn(
                            "KCL's tables must be ready to read {}, but are not, {} times in a row; it is tried again",
                            stream,
                            failures,
                            e);
                }
                leases.stopping()
                        .await(
                                BACKOFF.delay(failures, ThreadLocalRandom.current())
                                        .toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        }
        return false;
    }

    private void watchLeases(Scheduler kcl) {
        try {
            leases.scheduler()
                    .scheduleWithFixedDelay(
                            () -> watch(kcl), WATCH.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopping, so leases are not watched");
        }
    }

    /**
     * KCL tells a processor of its lost lease only when it has ended its call, which it may not while what it depends on is
     * broken. Only what is missing twice is lost: a lease that is about to expire may just be being renewed.
     */
    private void watch(Scheduler kcl) {
        Set<String> now = new HashSet<>(leases.shards(stream));
        kcl.leaseCoordinator().getCurrentAssignments().stream()
                .map(ShardInfo::shardId)
                .forEach(now::remove);
        now.stream().filter(missing::contains).forEach(shard -> leases.lost(stream, shard));
        missing = now;
    }

    @Override
    public void onWorkerStateChange(WorkerState state) {
        Scheduler kcl = scheduler;
        if (kcl == null) {
            return;
        }
        if (state == WorkerState.SHUT_DOWN_STARTED) {
            heldAtStop = kcl.leaseCoordinator().getAssignments();
            heldAtStop.forEach(kcl.leaseCoordinator()::dropLease);
            // While KCL still works: what it needs to end its consumers it takes down first.
            awaitEnd(() -> kcl.shardInfoShardConsumerMap().isEmpty());
        } else if (state == WorkerState.SHUT_DOWN) {
            // Before, KCL would take them again. The processors ended before the adapter was stopped.
            release(kcl.leaseRefresher(), heldAtStop);
            awaitEnd(kcl::shutdownComplete);
        }
    }

    private static void awaitEnd(BooleanSupplier ended) {
        long end = System.nanoTime() + STOP.toNanos();
        try {
            while (!ended.getAsBoolean() && System.nanoTime() < end) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release(LeaseRefresher refresher, Collection<Lease> held) {
        CompletableFuture<Void> released = CompletableFuture.allOf(held.stream()
                .map(lease -> CompletableFuture.runAsync(() -> release(refresher, lease)))
                .toArray(CompletableFuture[]::new));
        try {
            released.get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("Leases of {} could not be given back and will expire: {}", stream, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void release(LeaseRefresher refresher, Lease lease) {
        try {
            refresher.evictLease(lease);
        } catch (LeasingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onAllInitializationAttemptsFailed(Throwable failure) {
        LOG.error("KCL could not be started", failure);
    }
}
