package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.follow.KinesisShardLineage;
import io.awspring.cloud.kinesis.integration.CheckpointMode;
import io.awspring.cloud.kinesis.integration.KclMessageDrivenChannelAdapter;
import io.awspring.cloud.kinesis.integration.KinesisMessageDrivenChannelAdapter;
import io.awspring.cloud.kinesis.integration.KinesisShardOffset;
import io.awspring.cloud.kinesis.integration.ListenerMode;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.integration.endpoint.MessageProducerSupport;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.metrics.MetricsLevel;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * Fits the adapters that the binder makes to what is safe (docs/streams.md has the traps), and remembers which group reads
 * which stream, which the batches do not say.
 */
public final class ConsumerGroups implements ConsumerEndpointCustomizer<MessageProducerSupport> {

    private static final int RECORDS_A_READ = 10_000;

    /** The least that the classic adapter allows, both. */
    private static final int IDLE_BETWEEN_POLLS_MILLIS = 250;

    private static final int AFTER_AN_EMPTY_READ_MILLIS = 1_000;

    private final Map<String, String> groups = new ConcurrentHashMap<>();
    private final Supplier<ConcurrentMetadataStore> store;
    private final Function<String, Instant> creationTime;
    private final ShardLeases leases;
    private final KinesisShardLineage lineage;
    private final boolean fanOut;

    /**
     * @param store the classic adapter's checkpoints; asked for when the first consumer is bound
     * @param creationTime of a stream, by name
     * @param fanOut whether KCL reads by enhanced fan-out
     */
    public ConsumerGroups(
            Supplier<ConcurrentMetadataStore> store,
            Function<String, Instant> creationTime,
            ShardLeases leases,
            KinesisShardLineage lineage,
            boolean fanOut) {
        this.store = store;
        this.creationTime = creationTime;
        this.leases = leases;
        this.lineage = lineage;
        this.fanOut = fanOut;
    }

    @Override
    public void configure(MessageProducerSupport adapter, String stream, @Nullable String group) {
        if (group == null || group.isBlank()) {
            throw new IllegalArgumentException("A consumer must have a group, but the one of " + stream
                    + " has none; what needs none is a StreamFollower's task");
        }
        @Nullable String other = groups.putIfAbsent(stream, group);
        if (other != null && !other.equals(group)) {
            throw new IllegalArgumentException("A stream must be read by one group of a service, but " + stream
                    + " is by " + other + " and " + group);
        }
        if (adapter instanceof KinesisMessageDrivenChannelAdapter classic) {
            configure(classic, group);
        } else if (adapter instanceof KclMessageDrivenChannelAdapter kcl) {
            configure(kcl, stream);
        } else {
            throw new IllegalArgumentException(
                    "The binder must be the one of Kinesis, but made a " + adapter.getClass());
        }
    }

    private void configure(KinesisMessageDrivenChannelAdapter adapter, String group) {
        adapter.setListenerMode(ListenerMode.batch);
        // In every other mode the adapter stores what is not safe yet.
        adapter.setCheckpointMode(CheckpointMode.manual);
        adapter.setCheckpointStore(new ShardEndGuard(store.get(), new CheckpointKeys(group, creationTime), leases));
        // A shard without a checkpoint is read from its oldest record. As a property this would also order a reset.
        adapter.setStreamInitialSequence(KinesisShardOffset.trimHorizon());
        // With a registry the dispatcher waits up to a second a shard and poll. This mode is for one instance only.
        adapter.setLockRegistry(null);
        // Each shard by a thread of its own: one that waits must not hold up the others.
        adapter.setConcurrency(0);
        adapter.setRecordsLimit(RECORDS_A_READ);
        adapter.setIdleBetweenPolls(IDLE_BETWEEN_POLLS_MILLIS);
        adapter.setConsumerBackoff(AFTER_AN_EMPTY_READ_MILLIS);
    }

    private void configure(KclMessageDrivenChannelAdapter adapter, String stream) {
        adapter.setListenerMode(ListenerMode.batch);
        adapter.setCheckpointMode(CheckpointMode.manual);
        adapter.setStreamInitialSequence(
                InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON));
        // Enhanced fan-out, the adapter's default, costs per consumer, shard and GB.
        adapter.setFanOut(fanOut);
        adapter.setPollingMaxRecords(RECORDS_A_READ);
        adapter.setPollingIdleTime(AFTER_AN_EMPTY_READ_MILLIS);
        // KCL's CloudWatch metrics cost more than they tell; ours are at /actuator/prometheus.
        adapter.setMetricsLevel(MetricsLevel.NONE);
        // A graceful stop and a graceful handoff checkpoint what was delivered, safe or not.
        adapter.setGracefulShutdownTimeout(0);
        adapter.setLeaseManagementConfigCustomizer(
                leaseManagement -> leaseManagement.gracefulLeaseHandoffConfig().isGracefulLeaseHandoffEnabled(false));
        adapter.setLifecycleConfigCustomizer(
                lifecycle -> lifecycle.taskExecutionListener(new ShardEndListener(stream, leases, lineage::isClosed)));
    }

    /** Where the checkpoints of a shard are that is read with this checkpointer. */
    CheckpointTarget target(ShardId shard, Object checkpointer) {
        if (checkpointer instanceof RecordProcessorCheckpointer leased) {
            return new LeasedCheckpoints(leased);
        }
        @Nullable String group = groups.get(shard.stream());
        if (group == null) {
            throw new IllegalStateException(
                    "A group must be known for " + shard.stream() + ", but only is for " + groups);
        }
        return new StoredCheckpoints(store.get(), new CheckpointKeys(group, creationTime).stored(shard));
    }

    /** The one stream that is read: KCL's batches do not name theirs. */
    String onlyStream() {
        if (groups.size() != 1) {
            throw new IllegalStateException("A service in KCL mode must read one stream, but reads " + groups.keySet());
        }
        return groups.keySet().iterator().next();
    }
}
