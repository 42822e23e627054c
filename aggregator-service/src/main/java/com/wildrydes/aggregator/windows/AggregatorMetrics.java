package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.Latency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What can be seen of the aggregation from outside. Thread-safe. */
public final class AggregatorMetrics {

    private final Counter summaries;
    private final Counter windowsClosed;
    private final Latency latency;
    private final AtomicLong openWindows = new AtomicLong();
    private final AtomicLong unacknowledgedWindows = new AtomicLong();
    private final AtomicLong sums = new AtomicLong();

    /** @param clock tells how long after its end a window is acknowledged */
    public AggregatorMetrics(MeterRegistry registry, Clock clock) {
        latency = new Latency("summary", registry, clock);
        summaries = Counter.builder("wildrydes.aggregator.summaries")
                .description("Summaries written, those written again counted again")
                .register(registry);
        windowsClosed = Counter.builder("wildrydes.aggregator.windows.closed")
                .description("Windows of single shards that are over and whose summaries are acknowledged")
                .register(registry);
        gauge(registry, "wildrydes.aggregator.windows.open", "Windows of single shards that are not over", openWindows);
        gauge(
                registry,
                "wildrydes.aggregator.windows.unacknowledged",
                "Windows of single shards that are over and whose summaries are not acknowledged",
                unacknowledgedWindows);
        gauge(registry, "wildrydes.aggregator.sums", "Unicorns' windows held in memory", sums);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicLong value) {
        Supplier<Number> read = value::get;
        Gauge.builder(name, read).description(description).register(registry);
    }

    void summaryEmitted() {
        summaries.increment();
    }

    /** One shard's part in the gauges. */
    ShardGauges shard() {
        return new ShardGauges();
    }

    /** Not thread-safe, as the shard's processor. */
    final class ShardGauges {

        private int open;
        private int unacknowledged;
        private int held;

        void windowClosed(Instant end) {
            windowsClosed.increment();
            latency.since(end);
        }

        void update(int openNow, int unacknowledgedNow, int heldNow) {
            openWindows.addAndGet(openNow - open);
            unacknowledgedWindows.addAndGet(unacknowledgedNow - unacknowledged);
            sums.addAndGet(heldNow - held);
            open = openNow;
            unacknowledged = unacknowledgedNow;
            held = heldNow;
        }

        void close() {
            update(0, 0, 0);
        }
    }
}
