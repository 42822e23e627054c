package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MomentTest {

    private static final Moment BEFORE = new Moment(
            1_000_000_000L, 0, 100, 90, 80, 70, 5, 85, 40, 0, Map.of("a", usage(1_000), "gone", usage(5_000)));
    private static final Moment NOW = new Moment(
            3_000_000_000L,
            2_000,
            2_100,
            2_090,
            1_890,
            1_090,
            25,
            2_100,
            840,
            0.25,
            Map.of("a", usage(1_500), "new", usage(9_000)));

    @Test
    void ratesAreDifferencesByTheTimeBetween() {
        assertThat(NOW.secondsSince(BEFORE)).isEqualTo(2);
        assertThat(NOW.perSecondSince(BEFORE)).isEqualTo(new BenchResult.PerSecond(1000, 1000, 905, 510, 10, 400));
    }

    @Test
    void coresAreProcessorSecondsASecond() {
        assertThat(NOW.coresSince(BEFORE, "a")).isCloseTo(0.25, within(1e-9));
        assertThat(NOW.coresSince(BEFORE, "new")).isZero();
        assertThat(NOW.coresSince(BEFORE)).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void behindIsWhatWasAcceptedAndNotTakenYetAndNeverNegative() {
        assertThat(NOW.behind(1000)).isEqualTo(new BenchResult.SecondsBehind(0.25, 0.2, 1, 0));
        assertThat(NOW.behind(1000).most()).isEqualTo(1);
    }

    private static Usage usage(long millis) {
        return new Usage(Duration.ofMillis(millis), 1 << 20);
    }
}
