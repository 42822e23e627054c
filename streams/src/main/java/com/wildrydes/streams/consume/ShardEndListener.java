package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import java.util.Optional;
import software.amazon.kinesis.lifecycle.TaskExecutionListener;
import software.amazon.kinesis.lifecycle.TaskType;
import software.amazon.kinesis.lifecycle.events.TaskExecutionListenerInput;

/**
 * The one place where KCL can be held up at a shard's end: the adapter's handler checkpoints the end and asks nobody, and of
 * a lost lease it tells nobody. KCL calls this before either, without saying which: a shard that is open has no end.
 *
 * <p>A closed shard whose lease was lost before its end is taken for ended. That makes safe what is open in its processor,
 * which does no harm, and stores nothing, for KCL checkpoints an end only for the owner.
 */
final class ShardEndListener implements TaskExecutionListener {

    private final String stream;
    private final ShardLeases leases;
    private final ClosedShards closed;

    /** Tells closed shards. */
    @FunctionalInterface
    interface ClosedShards {
        boolean isClosed(ShardId shard) throws InterruptedException;
    }

    ShardEndListener(String stream, ShardLeases leases, ClosedShards closed) {
        this.stream = stream;
        this.leases = leases;
        this.closed = closed;
    }

    @Override
    public void beforeTaskExecution(TaskExecutionListenerInput input) {
        if (input.taskType() != TaskType.SHUTDOWN) {
            return;
        }
        ShardId shard = new ShardId(stream, input.shardInfo().shardId());
        try {
            end(shard);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted at the end of " + shard);
        }
    }

    private void end(ShardId shard) throws InterruptedException {
        Optional<ShardLease> lease = leases.find(shard);
        if (lease.isPresent() && closed.isClosed(shard) && !lease.get().end()) {
            throw new IllegalStateException("All of " + shard + " must be safe before its end is stored, but is not");
        }
        leases.release(shard);
    }

    @Override
    public void afterTaskExecution(TaskExecutionListenerInput input) {
        // What matters has happened before.
    }
}
