package com.wildrydes.streams.consume;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardConsumers;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.ShardLineage.HashKeyRange;
import com.wildrydes.streams.ShardProcessorFactory;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.StreamsProperties.Reading;
import com.wildrydes.streams.consume.ShardLeases.Held;
import io.awspring.cloud.kinesis.integration.KinesisHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/** Makes the functions that the binder calls: each batch goes to the lease of its shard. */
public final class BoundShardConsumers implements ShardConsumers {

    private final ShardLeases leases;
    private final ConsumerGroups groups;
    private final ShardLineage lineage;
    private final Backoff backoff;
    private final MeterRegistry registry;
    private final Clock clock;
    private final ReadLags lags;

    public BoundShardConsumers(
            ShardLeases leases,
            ConsumerGroups groups,
            ShardLineage lineage,
            Reading settings,
            MeterRegistry registry,
            Clock clock,
            ReadLags lags) {
        this.leases = leases;
        this.groups = groups;
        this.lineage = lineage;
        this.backoff = new Backoff(settings.firstRetry(), settings.lastRetry());
        this.registry = registry;
        this.clock = clock;
        this.lags = lags;
    }

    @Override
    public Consumer<Message<List<?>>> consumer(ShardProcessorFactory factory) {
        return message -> {
            ShardId shard = shard(message);
            Object checkpointer = header(message, KinesisHeaders.CHECKPOINTER);
            try (ShardLogFields fields = ShardLogFields.of(shard)) {
                accept(factory, shard, checkpointer, message.getPayload(), fields);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while " + shard + " was processed");
            }
        };
    }

    private void accept(
            ShardProcessorFactory factory, ShardId shard, Object checkpointer, List<?> batch, ShardLogFields fields)
            throws InterruptedException {
        Retries retries = new Retries(shard, backoff, registry, leases.stopping());
        for (int failures = 0; ; ) {
            try {
                if (leases.find(shard).isEmpty()) {
                    groups.awaitParents(shard, checkpointer);
                }
                Optional<Held> held = leases.hold(shard, checkpointer, () -> open(factory, shard, checkpointer));
                if (held.isPresent()) {
                    List<StreamRecord> records = held.get().reader().read(batch);
                    fields.processing(records);
                    held.get().metrics().delivered(records);
                    held.get().lease().deliver(records);
                }
                retries.succeeded("open", failures);
                return;
            } catch (RuntimeException | Error e) {
                failures++;
                retries.failed("open", failures, e);
            }
            retries.await(failures);
        }
    }

    private ShardId shard(Message<?> message) {
        @Nullable Object stream = message.getHeaders().get(KinesisHeaders.RECEIVED_STREAM);
        return new ShardId(
                stream == null ? groups.onlyStream() : stream.toString(),
                header(message, KinesisHeaders.SHARD).toString());
    }

    private static Object header(Message<?> message, String name) {
        @Nullable Object value = message.getHeaders().get(name);
        if (value == null) {
            throw new IllegalStateException("A batch must have the header " + name + ", but had "
                    + message.getHeaders().keySet());
        }
        return value;
    }

    private Held open(ShardProcessorFactory factory, ShardId shard, Object checkpointer) {
        CountDownLatch over = new CountDownLatch(1);
        Aggregates aggregates = new Aggregates();
        CheckpointTarget target = groups.target(shard, checkpointer);
        Function<Position, Optional<Position>> storable =
                target instanceof StoredCheckpoints ? aggregates::storable : Optional::of;
        ShardLease lease = new ShardLease(
                shard,
                factory.open(shard, target.resumed()),
                storable,
                new CheckpointWriter(shard, target, leases.scheduler(), () -> leases.lost(shard, checkpointer)),
                new Retries(shard, backoff, registry, over),
                over);
        return new Held(
                checkpointer,
                lease,
                new BatchReader(aggregates, () -> range(shard)),
                new ReadMetrics(shard, registry, clock, lags),
                new AtomicInteger());
    }

    private HashKeyRange range(ShardId shard) {
        try {
            return lineage.describe(shard).range();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + shard + " was looked up");
        }
    }
}
