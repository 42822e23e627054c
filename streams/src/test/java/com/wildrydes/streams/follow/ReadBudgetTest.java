package com.wildrydes.streams.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.ShardId;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReadBudgetTest {

    private static final long INTERVAL = 250;
    private static final ShardId ONE = new ShardId("wildrydes", "shardId-000000000001");
    private static final ShardId TWO = new ShardId("wildrydes", "shardId-000000000002");

    private final ReadBudget budget = new ReadBudget(Duration.ofNanos(INTERVAL));

    @Test
    void letsAShardsFirstReaderReadAtOnce() {
        assertThat(budget.book(ONE, 1013)).isEqualTo(1013);
    }

    @Test
    void bringsShardsIntoStep() {
        budget.book(ONE, 1013);
        budget.book(TWO, 1120);

        assertThat(budget.book(ONE, 1020)).isEqualTo(1250);
        assertThat(budget.book(TWO, 1130)).isEqualTo(1250);
        assertThat(budget.book(ONE, 1260)).isEqualTo(1500);
        assertThat(budget.book(TWO, 1499)).isEqualTo(1500);
    }

    @Test
    void leavesHalfAnIntervalAfterAReadThatWasOutOfStep() {
        budget.book(ONE, 1125);
        budget.book(TWO, 1126);

        assertThat(budget.book(ONE, 1130)).isEqualTo(1250);
        assertThat(budget.book(TWO, 1130)).isEqualTo(1500);
    }

    @Test
    void givesReadersOfOneShardTurnsOfTheirOwn() {
        budget.book(ONE, 1000);

        assertThat(budget.book(ONE, 1001)).isEqualTo(1250);
        assertThat(budget.book(ONE, 1002)).isEqualTo(1500);
    }

    @Test
    void lateOrEarlyAShardIsNotReadMoreOftenThanOnceAnInterval() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        long now = random.nextLong(-5000, 5000); // nanoTime may be below zero
        long first = budget.book(ONE, now);
        long last = first;
        for (int reads = 1; reads < 2000; reads++) {
            now = last + random.nextLong(2 * INTERVAL);
            long turn = budget.book(ONE, now);

            assertThat(turn).as("seed %d", seed).isGreaterThanOrEqualTo(now);
            assertThat(turn - last).as("seed %d", seed).isGreaterThanOrEqualTo(INTERVAL / 2);
            assertThat(turn - first).as("seed %d", seed).isGreaterThanOrEqualTo((reads - 1) * INTERVAL);
            last = turn;
        }
    }
}
