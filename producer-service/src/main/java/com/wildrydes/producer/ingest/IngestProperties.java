package com.wildrydes.producer.ingest;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of {@code POST /api/telemetry}.
 *
 * @param maxRequestSize the largest body, after unpacking; larger ones are answered with 413
 * @param maxReportSize the largest single report. Kinesis takes a record of 1 MiB with its key, but the archive's Firehose takes
 *     1,000 KiB, and its lines carry two more fields: hence at most 900 KiB
 * @param maxPendingSize how much memory all requests together may hold that are not answered; beyond it the answer is 429. A
 *     request of the smallest reports takes up to three times its size
 * @param acknowledgeTimeout how long a request waits for Kinesis before it is answered with 504
 */
public record IngestProperties(
        @DefaultValue("5MB") DataSize maxRequestSize,
        @DefaultValue("64KB") DataSize maxReportSize,
        @DefaultValue("32MB") DataSize maxPendingSize,
        @DefaultValue("20s") Duration acknowledgeTimeout) {

    private static final DataSize GREATEST_REPORT = DataSize.ofKilobytes(900);

    public IngestProperties {
        require(
                maxReportSize.toBytes() >= 1 && maxReportSize.compareTo(GREATEST_REPORT) <= 0,
                "max-report-size must be between 1B and 900KB",
                maxReportSize);
        require(
                maxRequestSize.compareTo(maxReportSize) >= 0,
                "max-request-size must be at least max-report-size (" + maxReportSize + ")",
                maxRequestSize);
        require(
                maxPendingSize.toBytes() >= 3 * maxRequestSize.toBytes(),
                "max-pending-size must be at least three times max-request-size (" + maxRequestSize + ")",
                maxPendingSize);
        require(
                acknowledgeTimeout.compareTo(Duration.ZERO) > 0,
                "acknowledge-timeout must be longer than nothing",
                acknowledgeTimeout);
    }

    private static void require(boolean holds, String mustHold, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("wildrydes.ingest." + mustHold + ", but was " + value);
        }
    }
}
