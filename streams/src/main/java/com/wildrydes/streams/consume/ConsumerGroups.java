package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import io.awspring.cloud.kinesis.integration.KclMessageDrivenChannelAdapter;
import io.awspring.cloud.kinesis.integration.KinesisMessageDrivenChannelAdapter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.integration.endpoint.MessageProducerSupport;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * Fits the adapters that the binder makes to what is safe (docs/streams.md has the traps), and remembers which group reads
 * which stream, which the batches do not say.
 */
public final class ConsumerGroups implements ConsumerEndpointCustomizer<MessageProducerSupport> {

    static final int RECORDS_A_READ = 10_000;

    private final Map<String, String> groups = new ConcurrentHashMap<>();
    private final ClassicAdapters classicAdapters;
    private final KclAdapters kclAdapters;

    public ConsumerGroups(ClassicAdapters classicAdapters, KclAdapters kclAdapters) {
        this.classicAdapters = classicAdapters;
        this.kclAdapters = kclAdapters;
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
            kclAdapters.configure(kcl, stream);
        } else {
            throw new IllegalArgumentException(
                    "The binder must be the one of Kinesis, but made a " + adapter.getClass());
        }
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
