package com.wildrydes.aggregator.windows;

import com.wildrydes.telemetry.Report;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Windows by the time of arrival that Kinesis stored with each record, which never go back: a record counts in the window of
 * its arrival or in the latest window that a record before it counted in, whichever is later.
 *
 * <p>So one window is open at a time, every reading of a shard gives the same windows, and nothing is ever too late. Records
 * that are no valid reports move this time as well; what is valid may change with the program, the arrival never does.
 */
public final class ArrivalTime implements WindowTime {

    private final WindowLength windows;
    private long latest = Long.MIN_VALUE;

    public ArrivalTime(WindowLength windows) {
        this.windows = windows;
    }

    @Override
    public long windowOf(Instant arrival, Report report) {
        return windowOf(arrival);
    }

    @Override
    public OptionalLong windowOfInvalid(Instant arrival) {
        return OptionalLong.of(windowOf(arrival));
    }

    private long windowOf(Instant arrival) {
        latest = Math.max(latest, windows.indexOf(arrival));
        return latest;
    }

    @Override
    public long firstOpen() {
        return latest;
    }

    @Override
    public void continueFrom(WindowTime ancestor) {
        latest = Math.max(latest, ancestor.firstOpen());
    }

    /** One window more than the record's own: arrival times are only approximately in order. */
    @Override
    public Instant ancestorsReadFrom(Instant firstArrival) {
        return windows.startOf(windows.indexOf(firstArrival) - 1);
    }
}
