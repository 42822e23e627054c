package com.wildrydes.streams;

import java.util.concurrent.CompletableFuture;

/** Where records go that can never be processed, so that the shard can go on without losing them. Thread-safe. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Writes a dead letter and counts it by its reason.
     *
     * @param reasonCode a short code, also the metric's tag, such as {@code not-json}
     * @param detail what a person should know
     * @return completes when the dead letter is safe; the record must not be checkpointed before
     */
    CompletableFuture<?> write(ShardId shard, StreamRecord record, String reasonCode, String detail)
            throws InterruptedException;
}
