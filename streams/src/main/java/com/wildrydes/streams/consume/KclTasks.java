package com.wildrydes.streams.consume;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.ShardId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.lifecycle.ConsumerTask;
import software.amazon.kinesis.lifecycle.ConsumerTaskFactory;
import software.amazon.kinesis.lifecycle.KinesisConsumerTaskFactory;
import software.amazon.kinesis.lifecycle.ShardConsumer;
import software.amazon.kinesis.lifecycle.ShardConsumerArgument;
import software.amazon.kinesis.lifecycle.ShutdownReason;
import software.amazon.kinesis.lifecycle.TaskResult;
import software.amazon.kinesis.lifecycle.TaskType;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;

/**
 * KCL's tasks, with what it leaves to luck: a shard's end waits until its processor has made all of it safe, a lost lease ends
 * its processor, and records that could not be handed over come again instead of being left out.
 */
final class KclTasks implements ConsumerTaskFactory {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Logger LOG = LoggerFactory.getLogger(KclTasks.class);

    private final KinesisConsumerTaskFactory kcl = new KinesisConsumerTaskFactory();
    private final String stream;
    private final ShardLeases leases;

    KclTasks(String stream, ShardLeases leases) {
        this.stream = stream;
        this.leases = leases;
    }

    @Override
    public ConsumerTask createShutdownTask(
            ShardConsumerArgument argument, ShardConsumer consumer, @Nullable ProcessRecordsInput input) {
        return task(TaskType.SHUTDOWN, () -> {
            ShardId shard = new ShardId(stream, argument.shardInfo().shardId());
            // Not whatever lease there is of this shard: it may have been lost and taken again meanwhile.
            Object checkpointer = argument.recordProcessorCheckpointer();
            if (consumer.shutdownReason() == ShutdownReason.SHARD_END) {
                end(shard, checkpointer, input);
            }
            leases.release(shard, checkpointer);
            return kcl.createShutdownTask(argument, consumer, input).call();
        });
    }

    /** Returns when the shard's end may be stored; an exception makes KCL ask again. */
    private void end(ShardId shard, Object checkpointer, @Nullable ProcessRecordsInput input)
            throws InterruptedException {
        if (input != null && (input.childShards() == null || input.childShards().isEmpty())) {
            // KCL takes a stream that is gone for one whose shards have ended. StreamWatch sees to it.
            throw new IllegalStateException("A shard that has ended must have children, but " + shard + " has none");
        }
        Optional<ShardLease> lease = leases.find(shard, checkpointer);
        if (leases.isStopped()) { // which ends the leases, so that one that is not there says nothing
            throw new IllegalStateException("The end of " + shard + " is not stored, for this process stops");
        }
        if (lease.isPresent() && !lease.get().end()) {
            throw new IllegalStateException("All of " + shard + " must be safe before its end is stored, but is not");
        }
    }

    /** KCL goes on with the next records when these cannot be handed over, such as while Kinesis does not list its shards. */
    @Override
    public ConsumerTask createProcessTask(ShardConsumerArgument argument, ProcessRecordsInput input) {
        return task(TaskType.PROCESS, () -> {
            for (int failures = 1; ; failures++) {
                TaskResult result = attempt(() -> kcl.createProcessTask(argument, input));
                if (result.getException() == null
                        || leases.isStopped()
                        || argument.leaseCoordinator()
                                        .getCurrentlyHeldLease(
                                                argument.shardInfo().shardId())
                                == null) {
                    return result;
                }
                if (Integer.bitCount(failures) == 1) {
                    LOG.warn(
                            "Records of {} must be handed over, but were not, {} times in a row; it is tried again",
                            argument.shardInfo().shardId(),
                            failures,
                            result.getException());
                }
                leases.stopping()
                        .await(
                                BACKOFF.delay(failures, ThreadLocalRandom.current())
                                        .toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        });
    }

    private static TaskResult attempt(java.util.function.Supplier<ConsumerTask> task) {
        try {
            return task.get().call();
        } catch (RuntimeException e) {
            return new TaskResult(e);
        }
    }

    @Override
    public ConsumerTask createInitializeTask(ShardConsumerArgument argument) {
        return kcl.createInitializeTask(argument);
    }

    @Override
    public ConsumerTask createBlockOnParentTask(ShardConsumerArgument argument) {
        return kcl.createBlockOnParentTask(argument);
    }

    /** Never asked for: a graceful stop and a graceful handoff, which are switched off, would checkpoint what is not safe. */
    @Override
    public ConsumerTask createShutdownNotificationTask(ShardConsumerArgument argument, ShardConsumer consumer) {
        throw new UnsupportedOperationException("A shard must not be stopped gracefully, but "
                + argument.shardInfo().shardId() + " was asked to");
    }

    private static ConsumerTask task(TaskType type, Body body) {
        return new ConsumerTask() {
            @Override
            public TaskResult call() {
                try {
                    return body.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return new TaskResult(e);
                } catch (RuntimeException e) {
                    LOG.warn("KCL's task {} is tried again: {}", type, e.toString());
                    return new TaskResult(e);
                }
            }

            @Override
            public TaskType taskType() {
                return type;
            }
        };
    }

    private interface Body {
        TaskResult run() throws InterruptedException;
    }
}
