package com.wildrydes.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.wildrydes.systemtests.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChaosOptionsTest {

    private static final Path ROOT = Path.of("root");

    @Test
    void readsEveryOption() {
        ChaosOptions options = parse("--minutes 1.5 --seed=42 --mode kcl --window 1m --unicorns 7 --shards 6"
                + " --plan leases-move --keep --unpacked");

        assertThat(options)
                .isEqualTo(new ChaosOptions(
                        Duration.ofSeconds(90),
                        42,
                        Mode.KCL,
                        Duration.ofMinutes(1),
                        7,
                        6,
                        Plan.LEASES_MOVE,
                        true,
                        true,
                        ROOT.resolve(".wildrydes/chaos/kcl-leases-move-42")));
    }

    @Test
    void runsForThreeMinutesInClassicModeWhenItIsToldNothing() {
        ChaosOptions options = parse("--seed 1");

        assertThat(options.length()).isEqualTo(Duration.ofMinutes(3));
        assertThat(options.mode()).isEqualTo(Mode.CLASSIC);
        assertThat(options.window()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.plan()).isEqualTo(Plan.MIXED);
    }

    @Test
    void saysHowToRunTheSameAgain() {
        ChaosOptions options = parse("--minutes 2 --seed 5 --mode kcl --window 30s --unicorns 9 --plan shards-end");

        assertThat(parse(options.command().replace("./wildrydes chaos ", ""))).isEqualTo(options);
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatMakesNoSense(String line, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(line)).withMessageStartingWith(message);
    }

    static Stream<Arguments> refusesWhatMakesNoSense() {
        return Stream.of(
                arguments("--minutes 0", "--minutes must be more than 0, but was 0.0"),
                arguments("--minutes soon", "--minutes must be a number, but was soon"),
                arguments("--minutes", "--minutes must be followed by a value"),
                arguments("--mode both", "--mode must be classic or kcl, but was both"),
                arguments("--window 7s", "--window must be at least 1s and a day a whole number of it, but was PT7S"),
                arguments("--window 10", "--window must be such as 10s or 1m, but was 10"),
                arguments("--unicorns 0", "--unicorns must be 1 to 100000, but was 0"),
                arguments("--shards 0", "--shards must be 1 to 100, but was 0"),
                arguments("--plan none", "--plan must be one of mixed, handlers-fail, "),
                arguments("--length 3", "chaos takes --minutes N, --seed S, "),
                arguments("up", "chaos takes --minutes N, --seed S, "));
    }

    private static ChaosOptions parse(String line) {
        return ChaosOptions.parse(line.split(" "), ROOT);
    }
}
