package com.wildrydes.producer.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts what came in over HTTP. Thread-safe. */
public final class IngestMetrics {

    private final MeterRegistry meters;
    private final Counter accepted;
    private final Counter unacknowledged;
    private final Counter refused;
    private final Timer acknowledgement;

    public IngestMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.accepted = Counter.builder("wildrydes.ingest.accepted")
                .description("Reports that Kinesis acknowledged")
                .register(meters);
        this.unacknowledged = Counter.builder("wildrydes.ingest.unacknowledged")
                .description("Reports whose request was answered before Kinesis acknowledged them")
                .register(meters);
        this.refused = Counter.builder("wildrydes.ingest.refused")
                .description("Requests answered with 429")
                .register(meters);
        this.acknowledgement = Timer.builder("wildrydes.ingest.acknowledgement")
                .description("From the first report offered to the stream to the last one acknowledged, by request")
                .publishPercentileHistogram()
                .register(meters);
    }

    void rejected(Rejections rejections) {
        rejections
                .byReason()
                .forEach((reason, count) -> meters.counter("wildrydes.ingest.rejected", "reason", reason.code())
                        .increment(count));
    }

    void refused() {
        refused.increment();
    }

    Waiting waiting() {
        Timer.Sample sample = Timer.start(meters);
        return (reportsAccepted, reportsOpen) -> {
            accepted.increment(reportsAccepted);
            unacknowledged.increment(reportsOpen);
            sample.stop(acknowledgement);
        };
    }

    /** A request that waits for its acknowledgements. */
    @FunctionalInterface
    interface Waiting {

        void ended(int reportsAccepted, int reportsOpen);
    }
}
