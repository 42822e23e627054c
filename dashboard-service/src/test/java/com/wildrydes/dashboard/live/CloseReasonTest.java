package com.wildrydes.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseReasonTest {

    @Test
    void leavesAsItIsWhatFits() {
        assertThat(CloseReason.fitting("x".repeat(123))).isEqualTo("x".repeat(123));
        assertThat(CloseReason.fitting("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x, 124, 120", "ü, 62, 60", "独, 42, 40", "🦄, 31, 30"})
    void cutsBetweenTwoCharactersWhatIsTooLong(String character, int length, int kept) {
        String fitting = CloseReason.fitting(character.repeat(length));

        assertThat(fitting).isEqualTo(character.repeat(kept) + "…");
        assertThat(fitting.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
    }
}
