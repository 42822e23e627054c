package com.wildrydes.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-26 15:57:02, 2026-01-26T15:57:02Z",
        "2026-01-26 15:57:02.5, 2026-01-26T15:57:02.500Z",
        "2026-01-26T15:57:02, 2026-01-26T15:57:02Z",
        "2026-01-26T15:57:02.123456, 2026-01-26T15:57:02.123Z",
        "2026-01-26T15:57:02Z, 2026-01-26T15:57:02Z",
        "2026-01-26 15:57:02Z, 2026-01-26T15:57:02Z",
        "2026-01-26 16:57:02+01:00, 2026-01-26T15:57:02Z",
        "2026-01-26T10:57:02-05:00, 2026-01-26T15:57:02Z",
        "1769443022, 2026-01-26T15:57:02Z",
        "1769443022000, 2026-01-26T15:57:02Z",
        "0, 1970-01-01T00:00:00Z"
    })
    void readsWhatRecordingsWrite(String text, Instant time) {
        assertThat(Timestamps.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "noon",
                "15:57:02",
                "2026-01-26",
                "26/01/2026 15:57",
                "2026-02-30 00:00:00",
                "-1",
                "1e9",
                "99999999999999999999",
                "2026-01-26 25:00:00"
            })
    void refusesOthers(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The time must be ISO-8601")
                .hasMessageEndingWith("but was \"" + text + "\"");
    }
}
