package com.wildrydes.producer.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.producer.flight.Geodesy;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.Report;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnicornTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");
    private static final GeoPoint TIMES_SQUARE = new GeoPoint(40.749167, -73.985184);

    @ParameterizedTest
    @CsvSource({
        "40.749167, -73.985184, 15000",
        "40.749167, -73.985184, 1000",
        "0, 180, 2000",
        "0, -180, 2000",
        "90, 0, 5000",
        "-90, 12, 1000",
        "89.99, 50, 3000"
    })
    void flies29To31MetresASecondAndStaysWithinItsRadius(double latitude, double longitude, double radius) {
        GeoPoint home = new GeoPoint(latitude, longitude);
        for (long seed = 0; seed < 20; seed++) {
            Unicorn unicorn = new Unicorn("Shadowfax", home, radius, new SplittableRandom(seed));
            GeoPoint before = home;
            for (int second = 0; second < 3000; second++) {
                Report report = unicorn.fly(NOW.plusSeconds(second));
                unicorn.reported();

                GeoPoint now = new GeoPoint(report.latitude(), report.longitude());
                assertThat(report.distanceMetres())
                        .as("seed %d, second %d", seed, second)
                        .isBetween(29 - 1e-5, 31 + 1e-5)
                        .isEqualTo(Geodesy.distanceMetres(before, now));
                assertThat(Geodesy.distanceMetres(home, now))
                        .as("seed %d, second %d", seed, second)
                        .isLessThanOrEqualTo(radius);
                before = now;
            }
        }
    }

    @Test
    void turnsGently() {
        for (long seed = 0; seed < 20; seed++) {
            Unicorn unicorn = new Unicorn("Shadowfax", TIMES_SQUARE, 2000, new SplittableRandom(seed));
            unicorn.fly(NOW);
            double heading = unicorn.heading();
            for (int second = 0; second < 3000; second++) {
                unicorn.fly(NOW);

                assertThat(Math.abs(Geodesy.turn(heading, unicorn.heading())))
                        .as("seed %d, second %d", seed, second)
                        .isLessThan(Unicorn.MAX_TURN_DEGREES + 0.01);
                heading = unicorn.heading();
            }
        }
    }

    @Test
    void eachHasItsOwnBearingFromTheSameStart() {
        Unicorn one = new Unicorn("Shadowfax", TIMES_SQUARE, 15_000, new SplittableRandom(1));
        Unicorn other = new Unicorn("Rocinante", TIMES_SQUARE, 15_000, new SplittableRandom(2));

        assertThat(one.position()).isEqualTo(other.position()).isEqualTo(TIMES_SQUARE);
        assertThat(one.heading()).isNotEqualTo(other.heading());
    }

    @Test
    void measuresFromTheLastReportThatWasSent() {
        Unicorn unicorn = new Unicorn("Shadowfax", TIMES_SQUARE, 15_000, new SplittableRandom(1));
        unicorn.fly(NOW);
        unicorn.fly(NOW.plusSeconds(1));

        Report third = unicorn.fly(NOW.plusSeconds(2));

        assertThat(third.distanceMetres())
                .isEqualTo(Geodesy.distanceMetres(TIMES_SQUARE, new GeoPoint(third.latitude(), third.longitude())))
                .isCloseTo(90, within(4.0));
    }

    @Test
    void sameSeedFliesTheSameWay() {
        Unicorn one = new Unicorn("Shadowfax", TIMES_SQUARE, 15_000, new SplittableRandom(7));
        Unicorn other = new Unicorn("Shadowfax", TIMES_SQUARE, 15_000, new SplittableRandom(7));

        for (int i = 0; i < 100; i++) {
            assertThat(one.fly(NOW)).isEqualTo(other.fly(NOW));
        }
    }

    @Test
    void refusesARadiusInWhichItCannotTurn() {
        assertThatThrownBy(() -> new Unicorn("Shadowfax", TIMES_SQUARE, 999, new SplittableRandom(1)))
                .hasMessage("The radius must be at least 1000.0 m, but was 999.0");
    }

    @Test
    void refusesANameThatNoReportMayHave() {
        assertThatThrownBy(() -> new Unicorn("a/b", TIMES_SQUARE, 1000, new SplittableRandom(1)))
                .isInstanceOf(InvalidReportException.class);
    }
}
