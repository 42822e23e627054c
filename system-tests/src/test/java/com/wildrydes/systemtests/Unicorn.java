package com.wildrydes.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.time.Instant;

/** Reports for these tests: a unicorn over Times Square that flies 30 metres with every report. */
record Unicorn(String name) {

    Report report() {
        return new Report(name, Instant.now(), 40.758, -73.9855, 30, 149, 151);
    }

    byte[] bytes() {
        return ReportJson.write(report());
    }

    String json() {
        return new String(bytes(), UTF_8);
    }
}
