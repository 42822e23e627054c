package com.wildrydes.producer.ingest;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.InvalidReportException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What should be one report, cut out of a request and not yet looked into.
 *
 * @param line its line (NDJSON) or its place in the array, from 1
 * @param json its bytes; none when it was refused already
 * @param refused why it cannot be a report, when that is known without looking into it
 */
record Piece(int line, byte[] json, @Nullable InvalidReportException refused) {

    static Piece of(int line, byte[] json) {
        return new Piece(line, json, null);
    }

    static Piece refused(int line, Reason reason, String message) {
        return new Piece(line, new byte[0], new InvalidReportException(reason, message));
    }

    /** @throws InvalidReportException when this is not one valid report */
    WireReport report() {
        if (refused != null) {
            throw refused;
        }
        return WireReport.of(line, json);
    }
}
