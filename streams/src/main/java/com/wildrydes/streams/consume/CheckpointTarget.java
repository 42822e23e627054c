package com.wildrydes.streams.consume;

import com.wildrydes.streams.Position;

/** Where the checkpoints of one shard are kept. */
interface CheckpointTarget {

    /**
     * Stores a position, unless a later one is stored already. Blocks; may be called again with the same.
     *
     * @throws LeaseLostException when the shard is another process's now
     */
    void store(Position position);

    /** Whether a position was stored before this process took the shard. */
    boolean resumed();

    /** The shard is no longer this process's. */
    final class LeaseLostException extends RuntimeException {
        LeaseLostException(Throwable cause) {
            super(cause);
        }
    }
}
