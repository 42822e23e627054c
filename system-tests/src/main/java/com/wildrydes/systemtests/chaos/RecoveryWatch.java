package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Instance;
import com.wildrydes.systemtests.Suite;
import com.wildrydes.systemtests.SuiteProcess;
import com.wildrydes.systemtests.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes the time until consumers process records again. Each wait is on a thread of its own. */
final class RecoveryWatch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Suite suite;
    private final Metrics metrics;
    private final RecoveryTimes times;
    private final AtomicInteger givenUp = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "recovery-watch");
        thread.setDaemon(true);
        return thread;
    });

    RecoveryWatch(Suite suite, RecoveryTimes times) {
        this.suite = suite;
        this.metrics = new Metrics(suite);
        this.times = times;
    }

    /** From the start of the instance's process to the first batch that it processes. */
    void firstBatch(String after, Instance instance) {
        SuiteProcess process = suite.process(instance);
        threads.execute(() -> {
            boolean seen = Waiting.until(PATIENCE, () -> !process.isAlive() || metrics.recordsRead(instance) > 0);
            if (process.isAlive()) {
                note(
                        seen,
                        instance.part().shortName() + " after " + after + ": process start to first batch",
                        Duration.between(process.started(), Instant.now()));
            }
        });
    }

    /** The shards that the instance has processed records of. */
    Set<String> shardsOf(Instance instance) {
        return metrics.shardsRead(instance);
    }

    /** From now until somebody has processed records of all these shards. */
    void takenOver(Instance killed, Set<String> shards, List<Instance> others) {
        Instant start = Instant.now();
        threads.execute(() -> {
            Set<String> left = new HashSet<>(shards);
            boolean seen = Waiting.until(PATIENCE, () -> {
                others.forEach(other -> left.removeAll(metrics.shardsRead(other)));
                left.removeAll(metrics.shardsRead(killed));
                return left.isEmpty();
            });
            note(
                    seen,
                    killed.part().shortName() + ", one of several, after kill -9: until all its shards are processed",
                    Duration.between(start, Instant.now()));
        });
    }

    private void note(boolean seen, String kind, Duration time) {
        if (seen) {
            times.add(kind, time);
        } else if (!Thread.currentThread().isInterrupted()) {
            givenUp.incrementAndGet();
        }
    }

    /** Waits that were in vain. */
    int givenUp() {
        return givenUp.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
