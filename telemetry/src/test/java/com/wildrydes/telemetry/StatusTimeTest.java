package com.wildrydes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23 01:02:03.004, 2026-11-23T01:02:03.004Z",
        "2026-11-23 01:02:03, 2026-11-23T01:02:03Z",
        "2026-11-23 01:02:03.123456789, 2026-11-23T01:02:03.123Z",
        "2026-11-23T01:02:03Z, 2026-11-23T01:02:03Z",
        "2026-11-23T01:02:03.5+02:00, 2026-11-22T23:02:03.500Z",
        "0000-01-01 00:00:00.000, 0000-01-01T00:00:00Z",
        "9999-12-31 23:59:59.999, 9999-12-31T23:59:59.999Z",
        "2024-02-29 00:00:00.000, 2024-02-29T00:00:00Z"
    })
    void readsTheWorkshopsFormAndIso(String text, Instant expected) {
        assertThat(StatusTime.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-11-23",
                "2026-11-23T01:02:03",
                "2026-13-01 00:00:00.000",
                "2026-02-29 00:00:00.000",
                "2026-11-23 24:00:01.000",
                "1764000000000",
                "2026-11-23 01:02:03.000Z",
                "+10000-01-01T00:00:00Z",
                "2026-11-23  01:02:03"
            })
    void refusesWhatIsNoTimeAndSaysWhatItSaw(String text) {
        assertThatThrownBy(() -> StatusTime.parse(text))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageContaining("StatusTime must be");
    }

    @Test
    void writesWhatItReads() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long least = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
        long greatest = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(least, greatest + 1));

            assertThat(StatusTime.parse(StatusTime.format(time)))
                    .as("seed %d", seed)
                    .isEqualTo(time);
        }
    }
}
