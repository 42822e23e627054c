package com.wildrydes.streams.follow;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.follow.FollowedShards.Next;
import com.wildrydes.streams.follow.ShardReading.Read;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** A thread that looks after the stream, and one for each of its shards. */
final class KinesisStreamFollower implements StreamFollower {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(KinesisStreamFollower.class);

    private final String stream;
    private final Start start;
    private final Listener listener;
    private final KinesisAsyncClient kinesis;
    private final ShardReadings readings;
    private final Consumer<StreamFollower> onClose;

    private final Thread keeper;
    private final Map<ShardId, Thread> readers = new ConcurrentHashMap<>();
    private final Set<ShardId> failing = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> endedShards = new LinkedBlockingQueue<>();
    private volatile boolean waiting = true;
    private volatile boolean closed;

    KinesisStreamFollower(
            String stream,
            Start start,
            Listener listener,
            KinesisAsyncClient kinesis,
            ShardReadings readings,
            Consumer<StreamFollower> onClose) {
        this.stream = stream;
        this.start = start;
        this.listener = listener;
        this.kinesis = kinesis;
        this.readings = readings;
        this.onClose = onClose;
        this.keeper = daemon("follow-" + stream, this::keep);
    }

    @Override
    public void start() {
        keeper.start();
    }

    @Override
    public State state() {
        if (closed) {
            return State.CLOSED;
        }
        if (waiting) {
            return State.WAITING_FOR_STREAM;
        }
        return failing.isEmpty() ? State.READING : readings.trouble().orElse(State.RETRYING);
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        readers.values().forEach(Thread::interrupt);
        readings.close();
        onClose.accept(this);
    }

    private void keep() {
        Start from = start;
        try {
            while (!closed) {
                Instant generation = awaitStream();
                follow(from, generation);
                // All that is in a stream created anew arrived after the following began.
                from = start instanceof Start.Latest ? new Start.TrimHorizon() : start;
            }
        } catch (InterruptedException e) {
            LOG.debug("Following {} ends", stream);
        }
    }

    /** @return the stream's creation time */
    private Instant awaitStream() throws InterruptedException {
        for (int failures = 0; ; ) {
            @Nullable Instant found = null;
            try {
                found = creationTime();
            } catch (RuntimeException e) {
                LOG.debug("Looking for {} failed", stream, e);
            }
            if (found != null) {
                if (failures > 0) {
                    LOG.info("Following {}, which is there now", stream);
                }
                return found;
            }
            waiting = true;
            if (++failures == 1) {
                LOG.warn("Waiting for the stream {} to follow it", stream);
            }
            pause(failures);
        }
    }

    private static void pause(int failures) throws InterruptedException {
        Thread.sleep(BACKOFF.delay(failures, ThreadLocalRandom.current()).toMillis());
    }

    /** Returns when the stream is gone or another one. */
    private void follow(Start from, Instant generation) throws InterruptedException {
        FollowedShards shards = new FollowedShards(from);
        endedShards.clear();
        try {
            while (generation.equals(creationTimeOr(generation))) {
                take(shards);
                @Nullable String ended = endedShards.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                for (; ended != null; ended = endedShards.poll()) {
                    shards.ended(ended);
                }
            }
            LOG.warn("The stream {} is gone or was created anew; following starts over", stream);
        } finally {
            readers.values().forEach(Thread::interrupt);
            readers.clear();
            failing.clear();
        }
    }

    private void take(FollowedShards shards) throws InterruptedException {
        try {
            for (Next next : shards.next(Shards.list(kinesis, stream))) {
                ShardId shard = new ShardId(stream, next.shard());
                Thread reader = daemon("follow-" + shard, () -> read(shard, next.from()));
                readers.put(shard, reader);
                reader.start();
            }
            waiting = false;
        } catch (RuntimeException e) {
            LOG.warn("The shards of {} must be listed, but were not; that is tried again: {}", stream, e.toString());
        }
    }

    /** The stream's creation time; null when there is no such stream. */
    private @Nullable Instant creationTime() throws InterruptedException {
        try {
            return kinesis.describeStreamSummary(request -> request.streamName(stream))
                    .get()
                    .streamDescriptionSummary()
                    .streamCreationTimestamp();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ResourceNotFoundException) {
                return null;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private @Nullable Instant creationTimeOr(Instant unknown) throws InterruptedException {
        try {
            return creationTime();
        } catch (RuntimeException e) {
            return unknown;
        }
    }

    private void read(ShardId shard, Start from) {
        int failures = 0;
        try (ShardReading reader = readings.open(shard, from)) {
            while (!closed && !reader.ended() && readers.get(shard) == Thread.currentThread()) {
                try {
                    Read read = reader.read();
                    deliver(shard, read);
                    failing.remove(shard);
                    failures = 0;
                } catch (RuntimeException e) {
                    failing.add(shard);
                    if (++failures == 1) {
                        LOG.warn("Reading {} failed and is tried again: {}", shard, e.toString());
                    }
                    pause(failures);
                }
            }
            if (reader.ended()) {
                endedShards.add(shard.shard());
            }
        } catch (InterruptedException e) {
            LOG.debug("Following {} ends", shard);
        } finally {
            readers.remove(shard, Thread.currentThread());
        }
    }

    private void deliver(ShardId shard, Read read) {
        if (read.records().isEmpty()) {
            return;
        }
        try {
            listener.records(shard, read.records(), read.behindLatest());
        } catch (RuntimeException e) {
            LOG.error("What follows {} must take all records, but failed; it goes on after them", shard, e);
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
