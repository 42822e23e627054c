package com.wildrydes.dashboard.fleet;

import com.wildrydes.streams.Latency;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the reports of the stream into the fleet. What is no valid report is only counted: the aggregator writes its dead
 * letter. Thread-safe.
 */
public final class FleetFeed implements StreamFollower.Listener {

    private static final Logger log = LoggerFactory.getLogger(FleetFeed.class);

    private final Fleet fleet;
    private final MeterRegistry registry;
    private final Counter[] effects = new Counter[Fleet.Effect.values().length];
    private final Latency latency;
    private final Instant begin;
    private final Map<ShardId, Duration> behind = new ConcurrentHashMap<>();
    private volatile boolean fullWasLogged;

    /** @param clock tells how old a report is when it comes onto the map */
    public FleetFeed(Fleet fleet, MeterRegistry registry, Clock clock) {
        this.fleet = fleet;
        this.registry = registry;
        this.latency = new Latency("map", registry, clock);
        this.begin = clock.instant();
        for (Fleet.Effect effect : Fleet.Effect.values()) {
            effects[effect.ordinal()] = counter(effect.name().toLowerCase(Locale.ROOT));
        }
        Gauge.builder("wildrydes.dashboard.unicorns", fleet, Fleet::size)
                .description("Unicorns in memory")
                .register(registry);
        TimeGauge.builder("wildrydes.dashboard.behind", () -> behind().toMillis(), TimeUnit.MILLISECONDS)
                .description("How far the map is behind the stream")
                .register(registry);
    }

    /** How far the shard that is furthest behind was behind the stream's newest record when last read. */
    public Duration behind() {
        return behind.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    @Override
    public void records(ShardId shard, List<StreamRecord> records, Duration behindLatest) {
        behind.put(shard, behindLatest);
        for (StreamRecord record : records) {
            try {
                take(ReportJson.read(record.data()), record);
            } catch (InvalidReportException e) {
                counter("invalid-" + e.reason().code()).increment();
            }
        }
    }

    private void take(Report report, StreamRecord record) {
        Fleet.Effect effect = fleet.apply(report, record.arrivalTime());
        effects[effect.ordinal()].increment();
        if (record.arrivalTime().isAfter(begin)) { // what fills the map at the start has not been waited for
            latency.since(record.arrivalTime());
        }
        if (effect == Fleet.Effect.FULL && !fullWasLogged) {
            fullWasLogged = true;
            log.warn(
                    "The map holds {} unicorns, as many as wildrydes.dashboard.max-unicorns allows; further ones are not shown",
                    fleet.size());
        }
    }

    private Counter counter(String effect) {
        return Counter.builder("wildrydes.dashboard.reports")
                .description("Reports read, by what they did")
                .tag("effect", effect)
                .register(registry);
    }
}
