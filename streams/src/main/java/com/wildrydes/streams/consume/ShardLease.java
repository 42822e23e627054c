package com.wildrydes.streams.consume;

import com.wildrydes.streams.Checkpointer;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard for as long as this process holds it: one processor, called one call at a time, each position once. It is another
 * lease when the adapter hands over another checkpointer.
 */
final class ShardLease implements Checkpointer {

    private static final Logger LOG = LoggerFactory.getLogger(ShardLease.class);

    /** How long a processor has to end a call that was interrupted. */
    private static final Duration INTERRUPTED = Duration.ofSeconds(1);

    private final ShardId shard;
    private final ShardProcessor processor;
    private final Function<Position, Optional<Position>> storable;
    private final CheckpointWriter checkpoints;
    private final Retries retries;
    private final CountDownLatch over;

    private final ReentrantLock calls = new ReentrantLock();
    private @Nullable Position last;
    private int tickFailures;
    private boolean closed;
    private volatile @Nullable Thread caller;

    /** @param storable which position the checkpoint store can hold when all up to the given one is safe */
    ShardLease(
            ShardId shard,
            ShardProcessor processor,
            Function<Position, Optional<Position>> storable,
            CheckpointWriter checkpoints,
            Retries retries,
            CountDownLatch over) {
        this.shard = shard;
        this.processor = processor;
        this.storable = storable;
        this.checkpoints = checkpoints;
        this.retries = retries;
        this.over = over;
    }

    /** Returns when the processor has taken all records, or this lease is over. */
    void deliver(List<StreamRecord> records) throws InterruptedException {
        until("process", () -> {
            List<StreamRecord> news = after(last, records);
            if (!news.isEmpty()) {
                processor.process(news, this);
                last = news.get(news.size() - 1).position();
            }
        });
    }

    private static List<StreamRecord> after(@Nullable Position last, List<StreamRecord> records) {
        int from = 0;
        while (last != null
                && from < records.size()
                && records.get(from).position().compareTo(last) <= 0) {
            from++;
        }
        return records.subList(from, records.size());
    }

    /**
     * The adapter has read the shard to its end and wants to store this sequence number as its checkpoint.
     *
     * @return whether it may: everything is safe, and the processor closed
     */
    boolean end(String sequenceNumber) throws InterruptedException {
        @Nullable Position reached = lastPosition();
        if (reached != null && Position.of(sequenceNumber).compareTo(Position.of(reached.sequenceNumber())) < 0) {
            LOG.error(
                    "The end of {} must not be before its last record {}, but was {}", shard, reached, sequenceNumber);
            return false;
        }
        return end();
    }

    /** The shard has been read to its end: as {@link #end(String)}. */
    boolean end() throws InterruptedException {
        try (ShardLogFields fields = ShardLogFields.of(shard)) {
            if (!until("shardEnded", processor::shardEnded)) {
                return false;
            }
        }
        close(Duration.ZERO);
        LOG.info("{} has ended and all of it is safe", shard);
        return true;
    }

    private @Nullable Position lastPosition() {
        calls.lock();
        try {
            return last;
        } finally {
            calls.unlock();
        }
    }

    /** @return false when the lease was over before the call succeeded */
    private boolean until(String name, Call call) throws InterruptedException {
        for (int failures = 0; ; ) {
            calls.lockInterruptibly();
            caller = Thread.currentThread();
            try {
                if (isOver()) {
                    return false;
                }
                call.run();
                retries.succeeded(name, failures);
                return true;
            } catch (RuntimeException | Error e) {
                if (isOver()) {
                    return false;
                }
                failures++;
                retries.failed(name, failures, e);
            } finally {
                caller = null;
                calls.unlock();
            }
            retries.await(failures);
        }
    }

    /** Calls the processor's tick unless another call is under way: that one is sign of life enough. */
    void tick(Instant now) {
        if (!calls.tryLock()) {
            return;
        }
        caller = Thread.currentThread();
        try (ShardLogFields fields = ShardLogFields.of(shard)) {
            if (!isOver()) {
                processor.tick(now);
                retries.succeeded("tick", tickFailures);
                tickFailures = 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            tickFailures++;
            retries.failed("tick", tickFailures, e);
        } finally {
            caller = null;
            calls.unlock();
        }
    }

    @Override
    public void checkpoint(Position position) {
        if (!isOver()) {
            storable.apply(position).ifPresent(checkpoints::want);
        }
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /**
     * Ends this lease; nothing is checkpointed any more afterwards.
     *
     * @param patience how long to wait for the last checkpoint and a call that is under way, before that one is interrupted
     */
    void close(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        over.countDown();
        checkpoints.stop(patience);
        try {
            if (!calls.tryLock(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                interruptCall();
                if (!calls.tryLock(INTERRUPTED.toNanos(), TimeUnit.NANOSECONDS)) {
                    LOG.warn("The processor of {} does not end its call and is left alone", shard);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (!closed) {
                closed = true;
                processor.close();
            }
        } catch (RuntimeException e) {
            LOG.warn("Closing the processor of {} failed", shard, e);
        } finally {
            calls.unlock();
        }
    }

    private void interruptCall() {
        Thread busy = caller;
        if (busy != null) {
            busy.interrupt();
        }
    }

    ShardId shard() {
        return shard;
    }

    private interface Call {
        void run() throws InterruptedException;
    }
}
