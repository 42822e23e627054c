package com.wildrydes.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

    private static final Instant LAST_SECOND_OF_THE_HOUR = Instant.parse("2026-11-23T01:59:59.999Z");

    @ParameterizedTest
    @CsvSource({
        "'', 2026/11/23/01/",
        "raw/, raw/2026/11/23/01/",
        "raw, raw2026/11/23/01/",
        "'raw/!{timestamp:yyyy/MM/dd/HH}/', raw/2026/11/23/01/",
        "'raw/dt=!{timestamp:yyyy-MM-dd}/h=!{timestamp:HH}/', raw/dt=2026-11-23/h=01/",
        "'y!{timestamp:yyyy}-', y2026-"
    })
    void appendsTheHoursFoldersUnlessItNamesATimeItself(String prefix, String expected) {
        assertThat(new Prefix(prefix).at(LAST_SECOND_OF_THE_HOUR, new Random(1)))
                .isEqualTo(expected);
    }

    @Test
    void putsInElevenRandomCharacters() {
        Prefix prefix = new Prefix("r/!{firehose:random-string}/");

        assertThat(prefix.at(LAST_SECOND_OF_THE_HOUR, new Random(1)))
                .matches("r/[a-zA-Z0-9]{11}/2026/11/23/01/")
                .isNotEqualTo(prefix.at(LAST_SECOND_OF_THE_HOUR, new Random(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/!{partitionKeyFromQuery:name}/",
                "a/!{firehose:stream-name}/",
                "a/!{timestamp:QQQQQQQQ}/",
                "a/!{timestamp:yyyy",
                "a/!{}/"
            })
    void refusesExpressionsThatAreNotPlayed(String prefix) {
        assertThatThrownBy(() -> new Prefix(prefix)).isInstanceOf(IllegalArgumentException.class);
    }
}
