package com.wildrydes.streams;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a retry: any time from 1 ms up to a limit that doubles with each failure ("full jitter", see
 * "Exponential Backoff and Jitter" in the AWS Architecture Blog), so that many that failed together do not return together.
 *
 * @param first the limit after the first failure
 * @param most what the limit never exceeds
 */
public record Backoff(Duration first, Duration most) {

    public Backoff {
        if (first.toMillis() < 1 || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "A backoff must begin at 1 ms or more and not exceed its most, but was " + first + " to " + most);
        }
    }

    /** @param failures how often it has failed in a row, from 1 */
    public Duration delay(int failures, RandomGenerator random) {
        int doublings = Math.min(failures - 1, Long.numberOfLeadingZeros(first.toMillis()) - 1);
        long limit = Math.min(most.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(random.nextLong(limit) + 1);
    }
}
