package com.wildrydes.producer.flight;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoPointTest {

    @ParameterizedTest
    @CsvSource({"90, 180", "-90, -180", "0, 0"})
    void takesTheEdgesOfTheWorld(double latitude, double longitude) {
        assertThatCode(() -> new GeoPoint(latitude, longitude)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "90.0000001, 0, latitude must be between -90 and 90",
        "-91, 0, latitude must be between -90 and 90",
        "NaN, 0, latitude must be between -90 and 90",
        "0, 180.0000001, longitude must be between -180 and 180",
        "0, -Infinity, longitude must be between -180 and 180"
    })
    void refusesWhatIsBeyondThem(double latitude, double longitude, String mustHold) {
        assertThatThrownBy(() -> new GeoPoint(latitude, longitude))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(mustHold + ", but was ");
    }
}
