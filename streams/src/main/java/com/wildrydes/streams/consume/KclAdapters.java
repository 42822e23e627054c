package com.wildrydes.streams.consume;

import com.wildrydes.streams.StreamsProperties.Reading;
import com.wildrydes.streams.provision.ProcessEnd;
import io.awspring.cloud.kinesis.integration.CheckpointMode;
import io.awspring.cloud.kinesis.integration.KclMessageDrivenChannelAdapter;
import io.awspring.cloud.kinesis.integration.ListenerMode;
import java.time.Instant;
import java.util.function.Function;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.CoordinatorConfig.ClientVersionConfig;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.metrics.MetricsLevel;

/** Fits KCL to what is safe and quick; docs/streams.md has the traps and what the settings cost. */
public final class KclAdapters {

    /** So that a worker that comes to an unevenly shared stream takes its share in one pass, not a shard a pass. */
    private static final int LEASES_TAKEN_AT_ONCE = 10;

    /** A shard passes four states before it is read, one a pass; a pass costs no call. */
    private static final long DISPATCH_MILLIS = 250;

    /** A child whose parent is not read to its end yet looks for it so often, a call each. */
    private static final long PARENT_POLL_MILLIS = 2_000;

    private final ShardLeases leases;
    private final Function<String, Instant> creationTime;
    private final ProcessEnd processEnd;
    private final Reading settings;

    /** @param creationTime of a stream, by name */
    public KclAdapters(
            ShardLeases leases, Function<String, Instant> creationTime, ProcessEnd processEnd, Reading settings) {
        this.leases = leases;
        this.creationTime = creationTime;
        this.processEnd = processEnd;
        this.settings = settings;
    }

    void configure(KclMessageDrivenChannelAdapter adapter, String stream) {
        adapter.setListenerMode(ListenerMode.batch);
        adapter.setCheckpointMode(CheckpointMode.manual);
        adapter.setStreamInitialSequence(
                InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON));
        // Enhanced fan-out, the adapter's default, costs per consumer, shard and GB.
        adapter.setFanOut(settings.fanOut());
        adapter.setPollingMaxRecords(ConsumerGroups.RECORDS_A_READ);
        adapter.setPollingIdleTime(settings.pollInterval().toMillis());
        // KCL's CloudWatch metrics cost more than they tell; ours are at /actuator/prometheus.
        adapter.setMetricsLevel(MetricsLevel.NONE);
        // A graceful stop checkpoints what was delivered, safe or not. KclWorker gives the leases back instead.
        adapter.setGracefulShutdownTimeout(0);
        KclWorker worker = new KclWorker(stream, leases, creationTime, processEnd);
        adapter.setExecutor(worker);
        adapter.setCoordinatorConfigCustomizer(coordinator -> configure(coordinator, worker));
        adapter.setLeaseManagementConfigCustomizer(leaseManagement -> configure(leaseManagement, stream));
    }

    private static void configure(CoordinatorConfig coordinator, KclWorker worker) {
        coordinator.workerStateChangeListener(worker);
        coordinator.shardConsumerDispatchPollIntervalMillis(DISPATCH_MILLIS);
        coordinator.parentShardPollIntervalMillis(PARENT_POLL_MILLIS);
        // Together with LeaseTables: each worker takes leases by itself. See docs/decisions/005.
        coordinator.clientVersionConfig(ClientVersionConfig.CLIENT_VERSION_CONFIG_COMPATIBLE_WITH_2X);
    }

    private void configure(LeaseManagementConfig leaseManagement, String stream) {
        leaseManagement.failoverTimeMillis(settings.failover().toMillis());
        leaseManagement.maxLeasesToStealAtOneTime(LEASES_TAKEN_AT_ONCE);
        // What KCL sleeps after it has made the leases, be it at a start or for a hole that it found.
        leaseManagement.shardSyncIntervalMillis(0);
        // A call that takes longer than a lease lasts is of no use any more.
        leaseManagement.dynamoDbRequestTimeout(settings.failover());
        // A graceful handoff checkpoints what was delivered, at every change of shares.
        leaseManagement.gracefulLeaseHandoffConfig().isGracefulLeaseHandoffEnabled(false);
        // Not used when leases are taken by number, but KCL would look for EC2 at every start.
        leaseManagement.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
        // A child that KCL's list of shards does not hold yet is looked up at once, or aggregated records are taken
        // apart
        // without regard to its hash keys.
        leaseManagement.maxCacheMissesBeforeReload(0);
        leaseManagement.consumerTaskFactory(new KclTasks(stream, leases));
    }
}
