package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.follow.KinesisShardLineage;
import com.wildrydes.streams.provision.ProcessEnd;
import io.awspring.cloud.kinesis.integration.CheckpointMode;
import io.awspring.cloud.kinesis.integration.KinesisMessageDrivenChannelAdapter;
import io.awspring.cloud.kinesis.integration.KinesisShardOffset;
import io.awspring.cloud.kinesis.integration.ListenerMode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.integration.metadata.ConcurrentMetadataStore;

/** Fits the classic adapter, which is for one instance of a service, to what is safe. */
public final class ClassicAdapters {

    /** The least that the adapter allows, both. */
    private static final int IDLE_BETWEEN_POLLS_MILLIS = 250;

    private static final int AFTER_AN_EMPTY_READ_MILLIS = 1_000;

    /** More than the client's retries of one call take when Kinesis answers each with a failure. */
    private static final Duration LISTING = Duration.ofMinutes(2);

    private final Supplier<ConcurrentMetadataStore> store;
    private final Function<String, Instant> creationTime;
    private final ShardLeases leases;
    private final KinesisShardLineage lineage;
    private final ProcessEnd processEnd;

    /**
     * @param store of the checkpoints; asked for when the first consumer is bound
     * @param creationTime of a stream, by name
     */
    public ClassicAdapters(
            Supplier<ConcurrentMetadataStore> store,
            Function<String, Instant> creationTime,
            ShardLeases leases,
            KinesisShardLineage lineage,
            ProcessEnd processEnd) {
        this.store = store;
        this.creationTime = creationTime;
        this.leases = leases;
        this.lineage = lineage;
        this.processEnd = processEnd;
    }

    void configure(KinesisMessageDrivenChannelAdapter adapter, String group) {
        CheckpointKeys keys = keys(group);
        OneEndAtATime ends = new OneEndAtATime(leases.scheduler(), LISTING, processEnd::end);
        adapter.setListenerMode(ListenerMode.batch);
        // In every other mode the adapter stores what is not safe yet.
        adapter.setCheckpointMode(CheckpointMode.manual);
        adapter.setCheckpointStore(new ShardEndGuard(store.get(), keys, leases, parentsFirst(keys), ends));
        adapter.setShardListFilter(ends::listed);
        // A shard without a checkpoint is read from its oldest record. As a property this would also order a reset.
        adapter.setStreamInitialSequence(KinesisShardOffset.trimHorizon());
        // With a registry the dispatcher waits up to a second a shard and poll. This mode is for one instance only.
        adapter.setLockRegistry(null);
        // Each shard by a thread of its own: one that waits must not hold up the others.
        adapter.setConcurrency(0);
        adapter.setRecordsLimit(ConsumerGroups.RECORDS_A_READ);
        adapter.setIdleBetweenPolls(IDLE_BETWEEN_POLLS_MILLIS);
        adapter.setConsumerBackoff(AFTER_AN_EMPTY_READ_MILLIS);
    }

    CheckpointTarget target(ShardId shard, String group) {
        return new StoredCheckpoints(store.get(), keys(group).stored(shard));
    }

    /** Returns when all that is before this shard's first record is safe, or the application stops. */
    void awaitParents(ShardId shard, String group) throws InterruptedException {
        parentsFirst(keys(group)).await(shard);
    }

    private CheckpointKeys keys(String group) {
        return new CheckpointKeys(group, creationTime);
    }

    private ParentsFirst parentsFirst(CheckpointKeys keys) {
        return new ParentsFirst(lineage::parentEnds, parent -> store.get().get(keys.stored(parent)), leases.stopping());
    }
}
