package com.wildrydes.producer.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WheelTest {

    private static final long MILLIS = 1_000_000;

    private final List<Integer> turns = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE / 2, Long.MIN_VALUE / 2})
    void givesEachSlotOneTurnASecondInWhateverStepsTheTimeComes(long start) {
        Wheel wheel = new Wheel(20, start);

        for (long now = 0; now <= 10_000; now += 37) {
            wheel.turn(start + now * MILLIS, turns::add);
        }

        assertThat(turns).hasSizeBetween(199, 200);
        for (int i = 1; i < turns.size(); i++) {
            assertThat(turns.get(i)).isEqualTo((turns.get(i - 1) + 1) % 20);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 1_500, 3_600_000})
    void leavesOutWhatAPauseMissed(long pauseMillis) {
        Wheel wheel = new Wheel(20, 0);

        wheel.turn(pauseMillis * MILLIS, turns::add);

        assertThat(turns).hasSize(20).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 49, 10})
    void givesNoTurnBeforeItsTime(long millis) {
        Wheel wheel = new Wheel(20, 0);

        wheel.turn(millis * MILLIS, turns::add);

        assertThat(turns).isEmpty();
    }
}
