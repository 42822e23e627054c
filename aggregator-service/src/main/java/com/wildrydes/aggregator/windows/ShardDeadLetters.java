package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The dead letters of one shard that are not safe yet. Not thread-safe. */
final class ShardDeadLetters {

    private record Unsafe(StreamRecord record, String reasonCode, String detail, Future<?> write) {}

    private final DeadLetters deadLetters;
    private final ShardId shard;
    private final Deque<Unsafe> unsafe = new ArrayDeque<>();

    ShardDeadLetters(DeadLetters deadLetters, ShardId shard) {
        this.deadLetters = deadLetters;
        this.shard = shard;
    }

    void write(StreamRecord record, String reasonCode, String detail) throws InterruptedException {
        unsafe.addLast(new Unsafe(record, reasonCode, detail, deadLetters.write(shard, record, reasonCode, detail)));
    }

    /**
     * Waits until all are safe.
     *
     * @throws IllegalStateException when one could not be written; it was given to the writer once more, and all that are not
     *     safe are waited for the next time
     */
    void await() throws InterruptedException {
        for (Unsafe letter = unsafe.peekFirst(); letter != null; letter = unsafe.peekFirst()) {
            try {
                letter.write().get();
                unsafe.removeFirst();
            } catch (ExecutionException | CancellationException e) {
                write(letter.record(), letter.reasonCode(), letter.detail());
                unsafe.removeFirst();
                throw new IllegalStateException(
                        "The dead letter of " + letter.record().position() + " in " + shard
                                + " must be safe before the record is checkpointed, but its write failed",
                        e);
            }
        }
    }
}
