package com.wildrydes.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads every shard of a stream without a group: no locks, no checkpoints, no tables; positions live in memory. For what
 * shows the stream rather than processes it, such as the map. Finds child shards, waits for a stream that is not there yet,
 * starts over with a stream that was created anew, retries with backoff, and keeps to the shared budget of reads a shard.
 */
public interface StreamFollower extends AutoCloseable {

    /** Begins to read. The listener is called by one thread a shard; blocking it slows the reading of that shard. */
    void start();

    State state();

    @Override
    void close();

    /** Where the reading of a stream begins. Child shards found later are always read from their beginning. */
    sealed interface Start {
        /** What arrives from now on. */
        record Latest() implements Start {}

        /** Everything that the stream still holds. */
        record TrimHorizon() implements Start {}

        /** What arrived at this time or later. */
        record At(Instant time) implements Start {}
    }

    /** Takes what is read. */
    @FunctionalInterface
    interface Listener {

        /** @param behindLatest how far this read was behind the stream's newest record; zero when all was read */
        void records(ShardId shard, List<StreamRecord> records, Duration behindLatest);
    }

    /** What a page or a probe can say of the follower. */
    enum State {
        WAITING_FOR_STREAM,
        READING,
        RETRYING,
        /** Enhanced fan-out: the stream has as many consumers as it may have, and this one waits until one goes. */
        TOO_MANY_CONSUMERS,
        CLOSED
    }
}
