package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.follow.KinesisShardLineage;
import io.awspring.cloud.kinesis.integration.CheckpointMode;
import io.awspring.cloud.kinesis.integration.KclMessageDrivenChannelAdapter;
import io.awspring.cloud.kinesis.integration.KinesisMessageDrivenChannelAdapter;
import io.awspring.cloud.kinesis.integration.ListenerMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.integration.endpoint.MessageProducerSupport;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.metrics.MetricsLevel;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * Fits the adapters that the binder makes to what is safe (docs/streams.md has the traps), and remembers which group reads
 * which stream, which the batches do not say.
 */
public final class ConsumerGroups implements ConsumerEndpointCustomizer<MessageProducerSupport> {

    static final int RECORDS_A_READ = 10_000;

    private static final int AFTER_AN_EMPTY_READ_MILLIS = 1_000;

    private final Map<String, String> groups = new ConcurrentHashMap<>();
    private final ClassicAdapters classicAdapters;
    private final ShardLeases leases;
    private final KinesisShardLineage lineage;
    private final boolean fanOut;

    /**
     * @param fanOut whether KCL reads by enhanced fan-out
     */
    public ConsumerGroups(
            ClassicAdapters classicAdapters, ShardLeases leases, KinesisShardLineage lineage, boolean fanOut) {
        this.classicAdapters = classicAdapters;
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
            classicAdapters.configure(classic, group);
        } else if (adapter instanceof KclMessageDrivenChannelAdapter kcl) {
            configure(kcl, stream);
        } else {
            throw new IllegalArgumentException(
                    "The binder must be the one of Kinesis, but made a " + adapter.getClass());
        }
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
        return classicAdapters.target(shard, group(shard));
    }

    /** Returns when all that is before this shard's first record is safe, or the application stops. */
    void awaitParents(ShardId shard, Object checkpointer) throws InterruptedException {
        // KCL takes no shard before its parents' ends are checkpointed.
        if (!(checkpointer instanceof RecordProcessorCheckpointer)) {
            classicAdapters.awaitParents(shard, group(shard));
        }
    }

    private String group(ShardId shard) {
        @Nullable String group = groups.get(shard.stream());
        if (group == null) {
            throw new IllegalStateException(
                    "A group must be known for " + shard.stream() + ", but only is for " + groups);
        }
        return group;
    }

    /** The one stream that is read: KCL's batches do not name theirs. */
    String onlyStream() {
        if (groups.size() != 1) {
            throw new IllegalStateException("A service in KCL mode must read one stream, but reads " + groups.keySet());
        }
        return groups.keySet().iterator().next();
    }
}
