package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.wildrydes.systemtests.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BenchOptionsTest {

    private static final Path ROOT = Path.of("root");

    @Test
    void readsEveryOption() {
        BenchOptions options =
                parse("--unicorns", "7", "--rate=70", "--minutes", "1.5", "--warm-up", "5s", "--window", "10s");

        assertThat(options)
                .isEqualTo(new BenchOptions(
                        7,
                        70,
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        4,
                        1,
                        Map.of(),
                        false,
                        false,
                        false,
                        ROOT.resolve(".wildrydes/bench/7-unicorns-70-reports-a-second")));
        BenchOptions others = parse("--shards", "6", "--probes", "3", "--json", "--keep", "--unpacked");
        assertThat(others.shards()).isEqualTo(6);
        assertThat(others.probes()).isEqualTo(3);
        assertThat(others.json()).isTrue();
        assertThat(others.keep()).isTrue();
        assertThat(others.unpacked()).isTrue();
    }

    @Test
    void sendsAThousandReportsASecondForAMinuteWhenItIsToldNothing() {
        BenchOptions options = parse();

        assertThat(options.unicorns()).isEqualTo(1000);
        assertThat(options.rate()).isEqualTo(1000);
        assertThat(options.length()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.window()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void warmsUpForAQuarterOfAShortRunAndAQuarterOfAMinuteOfALongOne() {
        assertThat(parse("--minutes", "0.5").warmUp()).isEqualTo(Duration.ofMillis(7_500));
        assertThat(parse("--minutes", "1").warmUp()).isEqualTo(Duration.ofSeconds(15));
        assertThat(parse("--minutes", "10").warmUp()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void addsOptionsOfOneJvmAfterThoseOfAll() {
        BenchOptions options =
                parse("--heap", "all=100m", "--java-opts", "archive=-Xlog:gc -Da=b", "--heap=archive=1g");

        assertThat(options.javaOptions()).hasSize(Part.values().length);
        assertThat(options.javaOptions()).containsEntry(Part.LOCAL_AWS, List.of("-Xmx100m"));
        assertThat(options.javaOptions())
                .containsEntry(Part.ARCHIVE, List.of("-Xmx100m", "-Xlog:gc", "-Da=b", "-Xmx1g"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatMakesNoSense(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(line.split(" ")))
                .withMessageStartingWith(message);
    }

    static Stream<Arguments> refusesWhatMakesNoSense() {
        return Stream.of(
                arguments("--unicorns 0", "--unicorns must be 1 to 1000000, but was 0"),
                arguments("--unicorns 1000001", "--unicorns must be 1 to 1000000, but was 1000001"),
                arguments("--unicorns many", "--unicorns must be a whole number, but was many"),
                arguments("--unicorns 12345678901", "--unicorns must be a whole number, but was 12345678901"),
                arguments("--rate 0", "--rate must be 1 to 1000000, but was 0"),
                arguments("--rate 1.5", "--rate must be a whole number, but was 1.5"),
                arguments(
                        "--unicorns 5 --rate 5001",
                        "--rate must be at most 1000 times --unicorns, whose reports are told apart by milliseconds,"
                                + " but was 5001 with 5"),
                arguments("--minutes 0", "--minutes must be at least 1/60, but was 0.0"),
                arguments("--minutes NaN", "--minutes must be at most 10080, but was NaN"),
                arguments("--minutes soon", "--minutes must be a number, but was soon"),
                arguments("--minutes", "--minutes must be followed by a value"),
                arguments(
                        "--rate 20000 --minutes 200",
                        "--rate and --minutes must make at most 200000000 reports, but made 240000000"),
                arguments(
                        "--minutes 0.5 --warm-up 30s", "--warm-up must be shorter than --minutes, but was 30 s of 30"),
                arguments("--warm-up 10", "--warm-up must be such as 10s or 1m, but was 10"),
                arguments("--window 7s", "--window must be at least 1s and a day a whole number of it, but was PT7S"),
                arguments("--shards 101", "--shards must be 1 to 100, but was 101"),
                arguments("--probes 0", "--probes must be 1 to 50, but was 0"),
                arguments("--heap 1g", "--heap must be PART=VALUE, but was 1g"),
                arguments("--heap mail=1g", "--heap must be for all or one of local-aws, producer, "),
                arguments("--java-opts producer=", "--java-opts must be PART=VALUE, but was producer="),
                arguments("--seed 3", "bench takes --unicorns N, --rate R, "),
                arguments("up", "bench takes --unicorns N, --rate R, "));
    }

    private static BenchOptions parse(String... arguments) {
        return BenchOptions.parse(arguments, ROOT);
    }
}
