package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the reading of one shard tells of itself. */
final class ReadMetrics {

    private final ShardId shard;
    private final Clock clock;
    private final ReadLags lags;
    private final MeterRegistry registry;
    private final Counter records;
    private final DistributionSummary batch;
    private final Gauge age;
    private final Gauge behind;
    private volatile Duration newestAge = Duration.ZERO;

    ReadMetrics(ShardId shard, MeterRegistry registry, Clock clock, ReadLags lags) {
        this.shard = shard;
        this.lags = lags;
        this.clock = clock;
        this.registry = registry;
        records = Counter.builder("wildrydes.read.records")
                .description("Records delivered, those that came again included")
                .tag("stream", shard.stream())
                .register(registry);
        batch = DistributionSummary.builder("wildrydes.read.batch")
                .description("Records a batch")
                .tag("stream", shard.stream())
                .register(registry);
        age = Gauge.builder("wildrydes.read.age", () -> newestAge.toMillis() / 1000.0)
                .description("How old the newest record of the last batch was when it was delivered")
                .baseUnit("seconds")
                .tag("stream", shard.stream())
                .tag("shard", shard.shard())
                .register(registry);
        behind = Gauge.builder("wildrydes.read.behind", this::behind)
                .description(
                        "How far the reading is behind the stream's newest record, the time since the last read included")
                .baseUnit("seconds")
                .tag("stream", shard.stream())
                .tag("shard", shard.shard())
                .register(registry);
    }

    private double behind() {
        return lags.behind(shard).map(lag -> lag.toMillis() / 1000.0).orElse(Double.NaN);
    }

    void delivered(List<StreamRecord> batchRecords) {
        records.increment(batchRecords.size());
        batch.record(batchRecords.size());
        if (!batchRecords.isEmpty()) {
            Instant arrival = batchRecords.get(batchRecords.size() - 1).arrivalTime();
            newestAge = Duration.between(arrival, clock.instant());
        }
    }

    void close() {
        registry.remove(age);
        registry.remove(behind);
        lags.forget(shard);
    }
}
