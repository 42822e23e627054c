package com.wildrydes.streams.consume;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a shard's checkpoints one after the other on another thread than the one that processes: only the newest of those
 * that came meanwhile, and again and again while the store fails.
 */
final class CheckpointWriter {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

    private final ShardId shard;
    private final CheckpointTarget target;
    private final ScheduledExecutorService executor;
    private final Runnable onLeaseLost;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private @Nullable Position wanted;
    private @Nullable Position stored;
    private boolean busy;
    private boolean stopped;

    CheckpointWriter(ShardId shard, CheckpointTarget target, ScheduledExecutorService executor, Runnable onLeaseLost) {
        this.shard = shard;
        this.target = target;
        this.executor = executor;
        this.onLeaseLost = onLeaseLost;
    }

    void want(Position position) {
        lock.lock();
        try {
            if (stopped || (wanted != null && position.compareTo(wanted) <= 0)) {
                return;
            }
            wanted = position;
            if (!busy) {
                busy = true;
                executor.execute(() -> storeWanted(0));
            }
        } finally {
            lock.unlock();
        }
    }

    private void storeWanted(int failures) {
        int failed = failures;
        for (Position next = takeWanted(); next != null; next = takeWanted()) {
            try {
                target.store(next);
                if (failed > 0) {
                    LOG.info("Checkpoints of {} are stored again", shard);
                    failed = 0;
                }
                note(next);
            } catch (CheckpointTarget.LeaseLostException e) {
                LOG.info("{} is no longer this process's, its checkpoint {} was not stored", shard, next);
                stop(Duration.ZERO);
                onLeaseLost.run();
            } catch (RuntimeException e) {
                if (failed == 0) {
                    LOG.warn("The checkpoint {} of {} must be stored, but failed; it is tried again", next, shard, e);
                }
                retry(failed + 1);
                return;
            }
        }
    }

    /** What is to be stored now; null, and no longer busy, when there is nothing. */
    private @Nullable Position takeWanted() {
        lock.lock();
        try {
            if (stopped || wanted == null || wanted.equals(stored)) {
                busy = false;
                settled.signalAll();
                return null;
            }
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    private void note(Position position) {
        lock.lock();
        try {
            stored = position;
        } finally {
            lock.unlock();
        }
    }

    private void retry(int failures) {
        long delay = BACKOFF.delay(failures, ThreadLocalRandom.current()).toMillis();
        try {
            executor.schedule(() -> storeWanted(failures), delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopping, so {} is not tried again", shard);
        }
    }

    /** Stores nothing any more once this returns, except a call that does not end in this time. */
    void stop(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (busy && left > 0) {
                left = settled.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped = true;
            lock.unlock();
        }
    }
}
