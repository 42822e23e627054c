package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wildrydes.systemtests.bench.Latencies.Percentiles;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowTimesTest {

    private final RowTimes times = new RowTimes();

    @Test
    void givesEachWindowItsRows() {
        times.seen(60_500, 4);
        times.seen(60_600, 4);
        times.seen(61_000, 10);
        times.seen(122_000, 15);

        Percentiles both = of(Map.of(60_000L, 10, 120_000L, 5), 0, Long.MAX_VALUE);
        Percentiles first = of(Map.of(60_000L, 10, 120_000L, 5), 0, 119_999);
        Percentiles second = of(Map.of(60_000L, 10, 120_000L, 5), 60_001, 120_000);

        assertThat(both.count()).isEqualTo(15);
        assertThat(first.count()).isEqualTo(10);
        assertThat(first.p50()).isCloseTo(1000, within(1.0));
        assertThat(first.max()).isCloseTo(1000, within(1.0));
        assertThat(second.count()).isEqualTo(5);
        assertThat(second.p50()).isCloseTo(2000, within(1.0));
    }

    @Test
    void dividesALookThatSawRowsOfTwoWindows() {
        times.seen(60_500, 3);
        times.seen(121_000, 8);

        Percentiles first = of(Map.of(60_000L, 4, 120_000L, 4), 60_000, 60_000);
        Percentiles second = of(Map.of(60_000L, 4, 120_000L, 4), 120_000, 120_000);

        assertThat(first.count()).isEqualTo(4);
        assertThat(first.p50()).isCloseTo(500, within(1.0));
        assertThat(first.max()).isCloseTo(61_000, within(61.0));
        assertThat(second.count()).isEqualTo(4);
        assertThat(second.max()).isCloseTo(1000, within(1.0));
    }

    @Test
    void countsNoRowThatNobodySaw() {
        times.seen(60_500, 3);

        assertThat(of(Map.of(60_000L, 10), 0, Long.MAX_VALUE).count()).isEqualTo(3);
    }

    @Test
    void aServiceThatDoesNotAnswerTakesNothingBack() {
        times.seen(60_500, 3);
        times.seen(60_600, 0);
        times.seen(60_700, 5);

        assertThat(of(Map.of(60_000L, 5), 0, Long.MAX_VALUE).count()).isEqualTo(5);
    }

    private Percentiles of(Map<Long, Integer> rowsByEnd, long from, long to) {
        return times.latencies(new TreeMap<>(rowsByEnd), from, to).percentiles();
    }
}
