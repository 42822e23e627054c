package com.wildrydes.aggregator.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowLengthTest {

    @ParameterizedTest
    @CsvSource({
        "PT1M, 2026-11-23T01:02:00Z, 2026-11-23T01:02:00Z",
        "PT1M, 2026-11-23T01:02:59.999999999Z, 2026-11-23T01:02:00Z",
        "PT1M, 1969-12-31T23:59:59.999Z, 1969-12-31T23:59:00Z",
        "PT10S, 2026-11-23T01:02:59.999Z, 2026-11-23T01:02:50Z",
        "PT24H, 2026-11-23T01:02:03Z, 2026-11-23T00:00:00Z",
    })
    void aWindowBeginsAtItsFirstInstant(Duration length, Instant time, Instant start) {
        WindowLength windows = new WindowLength(length);

        assertThat(windows.startOf(windows.indexOf(time))).isEqualTo(start);
        assertThat(windows.endOf(windows.indexOf(time))).isEqualTo(start.plus(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1M", "PT0.999S", "PT7S", "PT1.0005S", "PT24H1S", "PT48H"})
    void refusesALengthThatDoesNotDivideADay(Duration length) {
        assertThatThrownBy(() -> new WindowLength(length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("divide a day evenly")
                .hasMessageContaining(length.toString());
    }

    @Test
    void takesTheShortestAndTheLongest() {
        assertThat(new WindowLength(Duration.ofSeconds(1)).length()).hasSeconds(1);
        assertThat(new WindowLength(Duration.ofDays(1)).length()).hasDays(1);
    }
}
