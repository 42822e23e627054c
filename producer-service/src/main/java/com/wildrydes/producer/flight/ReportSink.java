package com.wildrydes.producer.flight;

import com.wildrydes.telemetry.Report;

/** Where simulated and replayed reports go. */
@FunctionalInterface
public interface ReportSink {

    /** @return false at once when there is no room for the report now; it was then not taken */
    boolean offer(Report report);
}
