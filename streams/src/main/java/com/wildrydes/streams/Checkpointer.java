package com.wildrydes.streams;

/** Stores how far a shard has been processed. Thread-safe. */
@FunctionalInterface
public interface Checkpointer {

    /**
     * Everything up to and including this position is safe; the shard's next reader starts after it. A position at or before
     * the stored one changes nothing. A shard that is no longer this process's is left alone, without an error.
     */
    void checkpoint(Position position);
}
