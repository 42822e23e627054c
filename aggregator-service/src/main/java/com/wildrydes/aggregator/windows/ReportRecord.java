package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.InvalidReportException.Reason;
import com.wildrydes.telemetry.Report;
import java.util.function.BiFunction;

/** A record of the stream of reports. */
final class ReportRecord {

    private ReportRecord() {}

    /** @throws InvalidReportException when the record is not one valid report under its own Name */
    static Report read(StreamRecord record, BiFunction<byte[], String, Report> parser) {
        Report report = parser.apply(record.data(), record.partitionKey());
        if (!report.name().equals(record.partitionKey())) {
            throw new InvalidReportException(
                    Reason.PARTITION_KEY,
                    "A report's partition key must be its Name, so that all reports of a unicorn are in one shard, but was \""
                            + record.partitionKey() + "\" and Name \"" + report.name() + '"');
        }
        return report;
    }
}
