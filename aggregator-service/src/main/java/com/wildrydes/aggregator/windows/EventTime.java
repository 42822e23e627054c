package com.wildrydes.aggregator.windows;

import com.wildrydes.telemetry.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Windows by the reports' own StatusTime. The watermark is the latest StatusTime of the shard less the allowed lateness; a
 * window is over once the watermark has reached its end, and a report of it that comes after that is too late.
 *
 * <p>A StatusTime more than {@link #MAX_AHEAD} after arrival is a clock that is wrong: the report counts at its arrival and does
 * not move the watermark, or one such clock would make everybody else late.
 */
public final class EventTime implements WindowTime {

    static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    private final WindowLength windows;
    private final Duration allowedLateness;
    /** Milliseconds since 1970, as the times of reports are: no object a record. */
    private long watermark = Long.MIN_VALUE;

    private long firstOpen = Long.MIN_VALUE;

    public EventTime(WindowLength windows, Duration allowedLateness) {
        this.windows = windows;
        this.allowedLateness = allowedLateness;
    }

    @Override
    public long windowOf(Instant arrival, Report report) {
        long time = report.statusTime().toEpochMilli();
        if (time > arrival.toEpochMilli() + MAX_AHEAD.toMillis()) {
            return windows.indexOf(arrival);
        }
        moveTo(time - allowedLateness.toMillis());
        return windows.indexOf(time);
    }

    private void moveTo(long time) {
        if (time > watermark) {
            watermark = time;
            firstOpen = windows.indexOf(time);
        }
    }

    @Override
    public OptionalLong windowOfInvalid(Instant arrival) {
        return OptionalLong.empty();
    }

    @Override
    public long firstOpen() {
        return firstOpen;
    }

    @Override
    public void continueFrom(WindowTime ancestor) {
        moveTo(((EventTime) ancestor).watermark);
    }

    /** What counts in an open window arrived within this time, unless it was held back longer and its shard was late as a whole. */
    @Override
    public Instant ancestorsReadFrom(Instant firstArrival) {
        return firstArrival
                .minus(windows.length().multipliedBy(2))
                .minus(allowedLateness)
                .minus(MAX_AHEAD);
    }
}
