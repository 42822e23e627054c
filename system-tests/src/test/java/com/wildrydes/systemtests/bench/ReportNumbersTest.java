package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReportNumbersTest {

    private static final long START = 1_795_824_000_123L;

    @Test
    void findsEveryReportByItsUnicornAndTime() {
        long seed = Long.getLong("wildrydes.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 300; run++) {
            // A single unicorn has a report in nearly every millisecond: the hardest to tell apart.
            int unicorns = run % 10 == 0 ? 1 : random.nextInt(1, 2000);
            int rate = random.nextInt(1, (int) Math.min(50_000, 1000L * unicorns) + 1);
            ReportNumbers numbers = new ReportNumbers(unicorns, rate, 200_000_000, START);
            for (int i = 0; i < 500; i++) {
                int number = i < 100 ? i : random.nextInt(numbers.total());

                assertThat(numbers.find(numbers.unicorn(number), numbers.millis(number)))
                        .as("report %d at %d a second of %d unicorns, seed %d", number, rate, unicorns, seed)
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void tellsReportsOfOneUnicornApartWhenEachMillisecondHasOne() {
        ReportNumbers numbers = new ReportNumbers(3, 3000, 3000, START);

        assertThat(numbers.millis(0)).isEqualTo(START);
        assertThat(numbers.millis(2)).isEqualTo(START);
        assertThat(numbers.millis(3)).isEqualTo(START + 1);
        assertThat(numbers.find(2, START + 999)).isEqualTo(2999);
    }

    @Test
    void findsNothingOfOthersAndOfOtherTimes() {
        ReportNumbers numbers = new ReportNumbers(10, 10, 100, START);

        assertThat(numbers.find(0, START)).isZero();
        assertThat(numbers.find(9, START + 9_900)).isEqualTo(99);
        assertThat(numbers.find(0, START + 10_000)).isEqualTo(ReportNumbers.NONE);
        assertThat(numbers.find(0, START - 1)).isEqualTo(ReportNumbers.NONE);
        assertThat(numbers.find(0, START - 1_000)).isEqualTo(ReportNumbers.NONE);
        assertThat(numbers.find(0, START + 1)).isEqualTo(ReportNumbers.NONE);
        assertThat(numbers.find(1, START)).isEqualTo(ReportNumbers.NONE);
        assertThat(numbers.find(10, START + 1_000)).isEqualTo(ReportNumbers.NONE);
        assertThat(numbers.find(-1, START + 900)).isEqualTo(ReportNumbers.NONE);
        assertThat(numbers.find(0, Long.MAX_VALUE)).isEqualTo(ReportNumbers.NONE);
    }

    @Test
    void knowsTheLastReportOfEach() {
        ReportNumbers numbers = new ReportNumbers(4, 4, 10, START);

        assertThat(numbers.last(0)).isEqualTo(8);
        assertThat(numbers.last(1)).isEqualTo(9);
        assertThat(numbers.last(2)).isEqualTo(6);
        assertThat(new ReportNumbers(4, 4, 2, START).last(2)).isEqualTo(ReportNumbers.NONE);
    }

    @Test
    void isDueEvenlyOverTime() {
        ReportNumbers numbers = new ReportNumbers(1000, 20_000, 200_000_000, START);

        assertThat(numbers.nanosAfterStart(0)).isZero();
        assertThat(numbers.nanosAfterStart(1)).isEqualTo(50_000);
        assertThat(numbers.nanosAfterStart(200_000_000)).isEqualTo(10_000_000_000_000L);
    }

    @Test
    void refusesTwoReportsOfOneUnicornInAMillisecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReportNumbers(3, 3001, 1, START))
                .withMessageContaining("was 3001 with 3 unicorns");
    }
}
