package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import io.awspring.cloud.kinesis.integration.CheckpointMode;
import io.awspring.cloud.kinesis.integration.KclMessageDrivenChannelAdapter;
import io.awspring.cloud.kinesis.integration.KinesisMessageDrivenChannelAdapter;
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
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * Fits the adapters that the binder makes to what is safe (docs/streams.md has the traps), and remembers which group reads
 * which stream, which the batches do not say.
 */
public final class ConsumerGroups implements ConsumerEndpointCustomizer<MessageProducerSupport> {

    private final Map<String, String> groups = new ConcurrentHashMap<>();
    private final Supplier<ConcurrentMetadataStore> store;
    private final Function<String, Instant> creationTime;
    private final ShardLeases leases;

    /**
     * @param store the classic adapter's checkpoints; asked for when the first consumer is bound
     * @param creationTime of a stream, by name
     */
    public ConsumerGroups(
            Supplier<ConcurrentMetadataStore> store, Function<String, Instant> creationTime, ShardLeases leases) {
        this.store = store;
        this.creationTime = creationTime;
        this.leases = leases;
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
            configure(kcl);
        } else {
            throw new IllegalArgumentException(
                    "The binder must be the one of Kinesis, but made a " + adapter.getClass());
        }
    }

    private void configure(KinesisMessageDrivenChannelAdapter adapter, String group) {
        adapter.setListenerMode(ListenerMode.batch);
        adapter.setCheckpointMode(CheckpointMode.manual);
        adapter.setCheckpointStore(new ShardEndGuard(store.get(), new CheckpointKeys(group, creationTime), leases));
        // With a registry the dispatcher waits up to a second a shard and poll. This mode is for one instance only.
        adapter.setLockRegistry(null);
        // Each shard by a thread of its own: one that waits must not hold up the others.
        adapter.setConcurrency(0);
    }

    private void configure(KclMessageDrivenChannelAdapter adapter) {
        adapter.setListenerMode(ListenerMode.batch);
        adapter.setCheckpointMode(CheckpointMode.manual);
        adapter.setGracefulShutdownTimeout(0);
        adapter.setLeaseManagementConfigCustomizer(
                leaseManagement -> leaseManagement.gracefulLeaseHandoffConfig().isGracefulLeaseHandoffEnabled(false));
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
