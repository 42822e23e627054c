package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));
    private final Random random = new Random(7);

    @Test
    void doublesItsLimitUpToTheMost() {
        assertThat(longestOf(1)).isBetween(45L, 50L);
        assertThat(longestOf(2)).isBetween(95L, 100L);
        assertThat(longestOf(8)).isBetween(4_900L, 5_000L);
        assertThat(longestOf(Integer.MAX_VALUE)).isBetween(4_900L, 5_000L);
    }

    @Test
    void neverReturnsAtOnce() {
        Backoff least = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));

        assertThat(least.delay(1, random)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void refusesLimitsThatCannotBe() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private long longestOf(int failures) {
        long longest = 0;
        for (int i = 0; i < 2_000; i++) {
            longest = Math.max(longest, backoff.delay(failures, random).toMillis());
        }
        return longest;
    }
}
