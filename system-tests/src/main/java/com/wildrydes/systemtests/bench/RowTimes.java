package com.wildrydes.systemtests.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/**
 * How long after the end of its window a row is written. The persister's count of rows is looked at again and again; since it writes
 * the windows one after the other, the n-th row belongs to the window up to which there are n. A time is too long by up to the
 * pause between two looks, never too short. Thread-safe.
 */
final class RowTimes {

    private record Look(long millis, long rows) {}

    private final List<Look> looks = new ArrayList<>();

    /**
     * At this time so many rows had been written.
     *
     * @param millis since 1970, after the count was asked for
     */
    synchronized void seen(long millis, long rows) {
        if (rows > (looks.isEmpty() ? 0 : looks.get(looks.size() - 1).rows())) {
            looks.add(new Look(millis, rows));
        }
    }

    /**
     * The times of all rows of the windows that ended between two moments.
     *
     * @param rowsByEnd how many rows each window has, by its end, in milliseconds since 1970
     */
    synchronized Latencies latencies(SortedMap<Long, Integer> rowsByEnd, long from, long to) {
        Latencies latencies = new Latencies();
        int look = 0;
        long taken = 0;
        for (Map.Entry<Long, Integer> window : rowsByEnd.entrySet()) {
            long last = taken + window.getValue();
            while (taken < last && look < looks.size()) {
                Look seen = looks.get(look);
                long rows = Math.min(seen.rows(), last) - taken;
                if (rows > 0 && window.getKey() >= from && window.getKey() <= to) {
                    latencies.add(TimeUnit.MILLISECONDS.toNanos(seen.millis() - window.getKey()), rows);
                }
                taken += rows;
                if (seen.rows() <= last) {
                    look++;
                }
            }
        }
        return latencies;
    }
}
