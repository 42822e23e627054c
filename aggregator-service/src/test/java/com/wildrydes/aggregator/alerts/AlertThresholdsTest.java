package com.wildrydes.aggregator.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.telemetry.Alert.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertThresholdsTest {

    @ParameterizedTest
    @CsvSource({
        "CLEARED, 100, CLEARED",
        "CLEARED, 99, RAISED",
        "CLEARED, -2147483648, RAISED",
        "RAISED, 100, RAISED",
        "RAISED, 104, RAISED",
        "RAISED, 105, CLEARED",
        "CLEARED, 2147483647, CLEARED",
    })
    void raisesBelowAHundredAndClearsAtTheOtherThreshold(State state, int value, State next) {
        assertThat(new AlertThresholds(100, 105).next(state, value)).isEqualTo(next);
    }

    @Test
    void refusesToClearBelowWhereItRaises() {
        assertThatThrownBy(() -> new AlertThresholds(100, 99))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clear-at")
                .hasMessageContaining("99");
    }
}
