package com.wildrydes.streams;

import java.time.Instant;
import java.util.List;

/**
 * Processes the records of one shard for as long as this process holds the shard. A shard that is lost and taken again, or
 * whose stream was created anew, gets a new processor.
 *
 * <p>Calls come one at a time, though not always from the same thread. Records come in the order of their positions, each
 * position once: what the adapter delivers again after an exception or a restart of its iterator is left out before it
 * gets here. What was delivered and not checkpointed is delivered again to the shard's next processor. A shard that was split
 * or merged from others comes after {@link #shardEnded} of those.
 */
public interface ShardProcessor {

    /**
     * Takes records, of which there is at least one. Blocking is how a processor says that it cannot take more now.
     *
     * <p>It must not throw for a record that is merely bad: such a record is a dead letter. An exception says that something
     * the processor depends on is broken; these records are then delivered again, and nothing is checkpointed past them.
     *
     * @param checkpointer remains usable after this call returns, until the shard is lost; may be called from any thread
     */
    void process(List<StreamRecord> records, Checkpointer checkpointer) throws InterruptedException;

    /** Called about once a second, whether records come or not, never during another call. */
    default void tick(Instant now) throws InterruptedException {}

    /**
     * The shard was split or merged and its last record has been processed. When this returns, its end is checkpointed and it
     * is never read again: everything must be safe by then.
     */
    default void shardEnded() throws InterruptedException {}

    /** The shard is no longer this process's, or the process stops. Nothing may be checkpointed any more. */
    default void close() {}
}
