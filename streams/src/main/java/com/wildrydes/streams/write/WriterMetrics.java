package com.wildrydes.streams.write;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a writer tells of itself; all tagged with its stream. */
final class WriterMetrics {

    private final MeterRegistry registry;
    private final String stream;
    private final Counter acknowledged;
    private final DistributionSummary batch;
    private final Timer latency;
    private @Nullable Gauge queue;

    WriterMetrics(MeterRegistry registry, String stream) {
        this.registry = registry;
        this.stream = stream;
        acknowledged = Counter.builder("wildrydes.write.records")
                .description("Records that Kinesis has acknowledged")
                .tag("stream", stream)
                .register(registry);
        batch = DistributionSummary.builder("wildrydes.write.batch")
                .description("Records a PutRecords request")
                .tag("stream", stream)
                .register(registry);
        latency = Timer.builder("wildrydes.write.latency")
                .description("From queueing a record to its acknowledgement, retries included")
                .tag("stream", stream)
                .register(registry);
    }

    void watchQueue(Supplier<Number> bytes) {
        queue = Gauge.builder("wildrydes.write.queue", bytes)
                .description("What waits to be acknowledged")
                .baseUnit("bytes")
                .tag("stream", stream)
                .register(registry);
    }

    void sent(int records) {
        batch.record(records);
    }

    void acknowledged(long queuedNanos) {
        acknowledged.increment();
        latency.record(System.nanoTime() - queuedNanos, TimeUnit.NANOSECONDS);
    }

    void retried(String reason, int records) {
        registry.counter("wildrydes.write.retries", "stream", stream, "reason", reason)
                .increment(records);
    }

    void close() {
        if (queue != null) {
            registry.remove(queue);
        }
    }
}
