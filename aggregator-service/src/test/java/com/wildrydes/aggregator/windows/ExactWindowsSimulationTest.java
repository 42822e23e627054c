package com.wildrydes.aggregator.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.aggregator.windows.Simulation.Outcome;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise of exact windows, in {@value #DEFAULT_RUNS} simulated runs of the real classes. Run longer with
 * {@code -Dwildrydes.simulation.runs=N}; replay one alone with {@code -Dwildrydes.simulation.seed=S}.
 */
class ExactWindowsSimulationTest {

    private static final int DEFAULT_RUNS = 10_000;

    @Test
    void everyWindowOfEveryUnicornIsSummedExactly() {
        Long only = Long.getLong("wildrydes.simulation.seed");
        LongStream seeds = only != null
                ? LongStream.of(only)
                : LongStream.range(0, Long.getLong("wildrydes.simulation.runs", DEFAULT_RUNS));

        long rows = seeds.parallel()
                .map(seed -> {
                    Outcome outcome = Simulation.run(seed, Flaw.NONE);
                    assertThat(outcome.differences())
                            .as("the run of seed %d; replay it with -Dwildrydes.simulation.seed=%d", seed, seed)
                            .isEmpty();
                    return outcome.rows();
                })
                .sum();

        assertThat(rows).as("rows compared").isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyPartOfTheRuleThatIsLeftOutIsNoticed(Flaw flaw) {
        boolean noticed = LongStream.range(0, 2_000)
                .anyMatch(seed -> !Simulation.run(seed, flaw).differences().isEmpty());

        assertThat(noticed)
                .as("whether a run of 2,000 shows that %s is wrong", flaw)
                .isTrue();
    }

    @Test
    void aRunIsTheSameWheneverItIsRun() {
        assertThat(Simulation.run(7, Flaw.COUNTED_AGAIN)).isEqualTo(Simulation.run(7, Flaw.COUNTED_AGAIN));
    }
}
