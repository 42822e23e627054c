package com.wildrydes.aggregator.windows;

import java.time.Duration;
import java.time.Instant;

/**
 * How time is cut into windows: all of this length, the first beginning at the epoch, numbered from there. The length divides
 * a day, so that windows begin at the same times every day.
 */
public record WindowLength(Duration length) {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LEAST = Duration.ofSeconds(1);

    public static final WindowLength MINUTE = new WindowLength(Duration.ofMinutes(1));

    /** @throws IllegalArgumentException when no window can have this length */
    public WindowLength {
        if (length.compareTo(LEAST) < 0
                || length.compareTo(DAY) > 0
                || length.toNanosPart() % 1_000_000 != 0
                || DAY.toMillis() % length.toMillis() != 0) {
            throw new IllegalArgumentException(
                    "A window's length (wildrydes.window.length) must be 1 s to 1 day and divide a day evenly, but was "
                            + length);
        }
    }

    /** The number of the window that this instant lies in; a window's first instant is its own, its end is the next one's. */
    long indexOf(Instant time) {
        return indexOf(time.toEpochMilli());
    }

    /** @param time milliseconds since 1970 */
    long indexOf(long time) {
        return Math.floorDiv(time, length.toMillis());
    }

    Instant startOf(long index) {
        return Instant.ofEpochMilli(index * length.toMillis());
    }

    Instant endOf(long index) {
        return startOf(index + 1);
    }
}
