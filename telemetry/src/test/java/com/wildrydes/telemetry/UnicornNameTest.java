package com.wildrydes.telemetry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnicornNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"x", "Shadowfax", "<img onerror=…>", "Силвер", "白馬", "Bus 14", "a.b:c#d?e&f", "🦄"})
    void takesNamesOfAnyScript(String name) {
        assertThatCode(() -> UnicornName.check(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " Silver",
                "Silver ",
                "\u00a0Silver",
                "a/b",
                "a\\b",
                "a;b",
                "100%",
                "a\nb",
                "a\u0000b",
                "a\u0085b",
                "a\ud83e"
            })
    void refusesWhatWouldNotSurviveAPathOrAKey(String name) {
        assertThatThrownBy(() -> UnicornName.check(name))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageStartingWith("Name must ");
    }

    @Test
    void countsCodePointsNotChars() {
        assertThatCode(() -> UnicornName.check("🦄".repeat(128))).doesNotThrowAnyException();
        assertThatThrownBy(() -> UnicornName.check("🦄".repeat(129)))
                .hasMessage("Name must have 1 to 128 characters, but has 129");
    }

    @Test
    void takesAsManyPlainCharactersAsAnyOther() {
        UnicornName.check("n".repeat(UnicornName.MAX_CODE_POINTS));

        assertThatThrownBy(() -> UnicornName.check("n".repeat(UnicornName.MAX_CODE_POINTS + 1)))
                .isInstanceOf(InvalidReportException.class)
                .hasMessage("Name must have 1 to 128 characters, but has 129");
    }
}
