package com.wildrydes.aggregator.alerts;

import com.wildrydes.aggregator.windows.ShardObserver;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.StreamWriter;
import java.util.function.Supplier;

/** Makes what watches the vital signs of a shard's unicorns. */
public final class Alerting implements Supplier<ShardObserver> {

    private final AlertThresholds thresholds;
    private final AlertStore store;
    private final RetriedCalls calls;
    private final StreamWriter alerts;

    /**
     * @param calls for the table
     * @param alerts to the stream of alerts
     */
    public Alerting(AlertThresholds thresholds, AlertTable table, RetriedCalls calls, StreamWriter alerts) {
        this(thresholds, (AlertStore) table, calls, alerts);
    }

    Alerting(AlertThresholds thresholds, AlertStore store, RetriedCalls calls, StreamWriter alerts) {
        this.thresholds = thresholds;
        this.store = store;
        this.calls = calls;
        this.alerts = alerts;
    }

    @Override
    public ShardObserver get() {
        return new ShardAlerts(thresholds, store, calls, alerts);
    }
}
