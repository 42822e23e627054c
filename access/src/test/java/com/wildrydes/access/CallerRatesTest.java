package com.wildrydes.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallerRatesTest {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // overflows a second later
    private final CallerRates rates = new CallerRates(10, PERIOD, 3, clock::get);

    /** How many there are, counted no further than a limit that does not hold would show. */
    private int takeAllOf(String caller) {
        int taken = 0;
        while (taken < 1000 && rates.take(caller).isEmpty()) {
            taken++;
        }
        return taken;
    }

    @Test
    void givesTheWholeNumberAtOnceAndThenEvenly() {
        assertThat(takeAllOf("a")).isEqualTo(10);

        clock.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(takeAllOf("a")).isEqualTo(1);
        clock.addAndGet(Duration.ofMillis(350).toNanos());
        assertThat(takeAllOf("a")).isEqualTo(3);
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(takeAllOf("a")).isEqualTo(10);
    }

    @Test
    void saysAfterHowLongTheNextMayCome() {
        takeAllOf("a");
        Duration wait = rates.take("a").orElseThrow();
        assertThat(wait).isEqualTo(Duration.ofMillis(100));

        clock.addAndGet(wait.toNanos() - 1);
        assertThat(rates.take("a")).contains(Duration.ofNanos(1));
        clock.addAndGet(1);
        assertThat(rates.take("a")).isEmpty();
    }

    @Test
    void takesNothingFromAnotherCaller() {
        takeAllOf("a");

        assertThat(takeAllOf("b")).isEqualTo(10);
    }

    @Test
    void remembersNoMoreCallersThanItMay() {
        takeAllOf("a");
        for (int i = 0; i < 100_000; i++) {
            rates.take("caller-" + i);
            assertThat(rates.callers()).isLessThanOrEqualTo(3);
        }
        assertThat(takeAllOf("a")).isEqualTo(10); // forgotten, and at no disadvantage
    }

    /** Whatever the arrivals: never more than twice the number in a period, and never a refusal for who keeps to the pace. */
    @Test
    void letsNobodyAskMoreThanTwiceTheNumberInAnyPeriod() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Deque<Long> taken = new ArrayDeque<>();
        for (int i = 0; i < 20_000; i++) {
            clock.addAndGet(random.nextInt(10) == 0 ? random.nextLong(2_000_000_000L) : random.nextLong(60_000_000L));
            if (rates.take("a").isEmpty()) {
                taken.addLast(clock.get());
            }
            while (!taken.isEmpty() && clock.get() - taken.peekFirst() >= PERIOD.toNanos()) {
                taken.removeFirst();
            }
            assertThat(taken.size()).as("seed %s, arrival %s", seed, i).isLessThanOrEqualTo(20);
        }
        for (int i = 0; i < 1_000; i++) {
            clock.addAndGet(PERIOD.toNanos() / 10);
            assertThat(rates.take("b")).as("seed %s", seed).isEqualTo(Optional.empty());
        }
    }
}
