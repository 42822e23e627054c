package com.wildrydes.streams;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Writes records to one stream with {@code PutRecords}: batched within a short linger, failed entries retried alone with
 * jittered backoff, the order of each partition key kept, memory bounded. Thread-safe.
 */
public interface StreamWriter extends AutoCloseable {

    /**
     * Queues a record; blocks while the queue is full.
     *
     * @return completes when Kinesis has acknowledged the record; completes exceptionally only when the record can never be
     *     written (too large) or the writer was closed before it was. Otherwise it is retried for as long as it takes.
     */
    CompletableFuture<Acknowledgement> write(String partitionKey, byte[] data) throws InterruptedException;

    /** As {@link #write}, but empty at once when the queue is full. */
    Optional<CompletableFuture<Acknowledgement>> offer(String partitionKey, byte[] data);

    /** Waits for what is queued, for as long as the configured time at the most. */
    @Override
    void close();

    /** Where Kinesis put the record. */
    record Acknowledgement(String shard, String sequenceNumber) {}
}
