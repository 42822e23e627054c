package com.wildrydes.streams.follow;

import com.wildrydes.streams.StreamRecord;
import java.time.Duration;
import java.util.List;

/** The reading of one shard, read by read, by one thread. */
public interface ShardReading extends AutoCloseable {

    /**
     * Waits for its turn, or for what arrives.
     *
     * @throws RuntimeException as the SDK's client does; the next call tries again from the same place
     */
    Read read() throws InterruptedException;

    /** Whether the shard is closed and its last record was read. */
    boolean ended();

    @Override
    void close();

    /** What one read gave, which may be nothing. */
    record Read(List<StreamRecord> records, Duration behindLatest) {}
}
