package com.wildrydes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    @ParameterizedTest
    @CsvSource({"90, 180", "-90, -180", "0, 0", "-0.0, 0.0"})
    void takesThePolesAndTheDateLine(double latitude, double longitude) {
        Report report = Reports.of("Shadowfax").at(latitude, longitude).build();

        assertThat(report.latitude()).isEqualTo(latitude);
        assertThat(report.longitude()).isEqualTo(longitude);
    }

    @ParameterizedTest
    @CsvSource({
        "90.00001, 0, LATITUDE",
        "-91, 0, LATITUDE",
        "NaN, 0, LATITUDE",
        "Infinity, 0, LATITUDE",
        "0, 180.00001, LONGITUDE",
        "0, -181, LONGITUDE",
        "0, NaN, LONGITUDE"
    })
    void refusesAPlaceThatIsNotOnEarthAndNamesTheValue(double latitude, double longitude, Reason reason) {
        Reports report = Reports.of("Shadowfax").at(latitude, longitude);

        assertThatThrownBy(report::build)
                .isInstanceOfSatisfying(
                        InvalidReportException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining("must be between")
                .hasMessageContaining(String.valueOf(reason == Reason.LATITUDE ? latitude : longitude));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, 0", "9.99e-7, 0", "1e-6, 1e-6", "1e9, 1e9"})
    void takesDistancesFromZeroToABillionMetres(double given, double kept) {
        assertThat(Reports.of("Shadowfax").flown(given).build().distanceMetres())
                .isEqualByComparingTo(kept);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, -1, 1.000001e9, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesOtherDistances(double distance) {
        assertThatThrownBy(Reports.of("Shadowfax").flown(distance)::build)
                .isInstanceOf(InvalidReportException.class)
                .hasMessage("Distance must be between 0 and 1000000000, but was " + distance);
    }

    @Test
    void refusesATimeWhoseYearHasFiveDigits() {
        Instant time = Instant.parse("+10000-01-01T00:00:00Z");

        assertThatThrownBy(Reports.of("Shadowfax").at(time)::build)
                .isInstanceOf(InvalidReportException.class)
                .hasMessageContaining("years 0 to 9999");
    }
}
