package com.wildrydes.producer.ingest;

import com.wildrydes.telemetry.InvalidReportException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a request held that is no valid report: counted by reason, the first {@value #LISTED} listed. Not thread-safe. */
final class Rejections {

    static final int LISTED = 100;

    private final List<Rejection> first = new ArrayList<>();
    private final Map<InvalidReportException.Reason, Integer> byReason =
            new EnumMap<>(InvalidReportException.Reason.class);
    private int count;

    void add(int line, InvalidReportException invalid) {
        count++;
        byReason.merge(invalid.reason(), 1, Integer::sum);
        if (first.size() < LISTED) {
            first.add(new Rejection(line, String.valueOf(invalid.getMessage())));
        }
    }

    int count() {
        return count;
    }

    List<Rejection> first() {
        return first;
    }

    Map<InvalidReportException.Reason, Integer> byReason() {
        return byReason;
    }
}
