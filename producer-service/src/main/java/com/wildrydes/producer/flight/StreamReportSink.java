package com.wildrydes.producer.flight;

import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues reports for the stream; counts what was queued, what found no room and what was lost afterwards. Thread-safe. */
public final class StreamReportSink implements ReportSink {

    private static final Logger LOG = LoggerFactory.getLogger(StreamReportSink.class);

    private final StreamWriter writer;
    private final Counter queued;
    private final Counter refused;
    private final Counter lost;

    /** @param source the value of the metrics' tag {@code source}, such as {@code simulator} */
    public StreamReportSink(StreamWriter writer, MeterRegistry meters, String source) {
        this.writer = writer;
        this.queued = meters.counter("wildrydes.flight.reports", "source", source);
        this.refused = meters.counter("wildrydes.flight.refused", "source", source);
        this.lost = meters.counter("wildrydes.flight.lost", "source", source);
    }

    @Override
    public boolean offer(Report report) {
        return writer.offer(report.name(), ReportJson.write(report))
                .map(written -> {
                    queued.increment();
                    written.whenComplete((acknowledgement, failure) -> {
                        if (failure != null) {
                            lost.increment();
                            LOG.debug("A report of {} was not written: {}", report.name(), failure.toString());
                        }
                    });
                    return true;
                })
                .orElseGet(() -> {
                    refused.increment();
                    return false;
                });
    }
}
