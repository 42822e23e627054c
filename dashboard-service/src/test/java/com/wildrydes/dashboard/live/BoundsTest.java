package com.wildrydes.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

    @ParameterizedTest
    @CsvSource({
        "40, -74, true",
        "40, -75, true",
        "40, -73, true",
        "39, -74, true",
        "41, -74, true",
        "40, -75.000001, false",
        "40, -72.999999, false",
        "38.999999, -74, false",
        "41.000001, -74, false",
        "-74, 40, false"
    })
    void containsItsInsideAndItsEdges(double latitude, double longitude, boolean contained) {
        assertThat(new Bounds(-75, 39, -73, 41).contains(latitude, longitude)).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "170, true",
        "179, true",
        "180, true",
        "-180, true",
        "-179, true",
        "-170, true",
        "-169.9, false",
        "0, false",
        "169.9, false"
    })
    void liesAcross180DegreesWhenItsWestIsGreaterThanItsEast(double longitude, boolean contained) {
        assertThat(new Bounds(170, -10, -170, 10).contains(0, longitude)).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({"170, 180, -180", "170, 180, 180", "-180, -170, 180", "-180, -170, -180", "180, 180, -180"})
    void takesBothNamesOfTheMeridianOppositeGreenwich(double west, double east, double longitude) {
        assertThat(new Bounds(west, -10, east, 10).contains(0, longitude)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-90, -180", "-90, 180", "90, -180", "90, 180", "0, 0"})
    void canBeTheWholeWorld(double latitude, double longitude) {
        assertThat(new Bounds(-180, -90, 180, 90).contains(latitude, longitude)).isTrue();
    }

    @Test
    void canBeAPoint() {
        assertThat(new Bounds(-74, 40, -74, 40).contains(40, -74)).isTrue();
        assertThat(new Bounds(-74, 40, -74, 40).contains(40, -74.1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "-180.1, 0, 0, 0, west must be -180 to 180 degrees but was -180.1",
        "0, -90.1, 0, 0, south must be -90 to 90 degrees but was -90.1",
        "0, 0, 180.1, 0, east must be -180 to 180 degrees but was 180.1",
        "0, 0, 0, 90.1, north must be -90 to 90 degrees but was 90.1",
        "NaN, 0, 0, 0, west must be -180 to 180 degrees but was NaN",
        "0, 1, 0, 0, south must be at most north but was 1.0 > 0.0"
    })
    void refusesWhatIsNoPartOfTheMap(double west, double south, double east, double north, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bounds(west, south, east, north))
                .withMessage("bounds: " + why.replace(" but", ", but"));
    }
}
