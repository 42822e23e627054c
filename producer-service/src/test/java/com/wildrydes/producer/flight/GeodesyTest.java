package com.wildrydes.producer.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeodesyTest {

    private static final long SEED = 20261123;
    private static final GeoPoint TIMES_SQUARE = new GeoPoint(40.749167, -73.985184);
    private static final double QUARTER_METRES = Math.PI / 2 * Geodesy.EARTH_RADIUS_METRES;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 90",
        "0, 0, 90, 0",
        "0, 0, -90, 0",
        "90, 0, 0, 123",
        "-90, 77, 0, 0",
        "0, 180, 90, 12",
        "0, 135, 0, -135"
    })
    void quarterOfTheWorldIsAQuarterOfItsCircumference(double lat1, double lon1, double lat2, double lon2) {
        double distance = Geodesy.distanceMetres(new GeoPoint(lat1, lon1), new GeoPoint(lat2, lon2));

        assertThat(distance).isCloseTo(QUARTER_METRES, within(1e-6));
    }

    @Test
    void knowsTheWayFromNewYorkToLondon() {
        // Times Square to Trafalgar Square; the ellipsoid's 5,572 km (WGS 84, Vincenty) less its flattening, within
        // 0.56 %.
        double distance = Geodesy.distanceMetres(TIMES_SQUARE, new GeoPoint(51.508, -0.128));

        assertThat(distance).isCloseTo(5_572_000, within(5_572_000 * 0.0056));
        assertThat(Geodesy.bearing(TIMES_SQUARE, new GeoPoint(51.508, -0.128))).isBetween(50.0, 53.0);
    }

    @Test
    void oppositeEndsOfTheWorldAreHalfItsCircumferenceApart() {
        assertThat(Geodesy.distanceMetres(new GeoPoint(30, -10), new GeoPoint(-30, 170)))
                .isCloseTo(2 * QUARTER_METRES, within(1e-3));
    }

    @Test
    void movedPointIsAsFarAwayAsTheStepIsLong() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 100_000; i++) {
            GeoPoint from = anywhere(random);
            double step = i % 2 == 0 ? random.nextDouble(29, 31) : random.nextDouble(1, 1e7);

            GeoPoint to = Geodesy.destination(from, random.nextDouble(-720, 720), step);

            assertThat(Geodesy.distanceMetres(from, to))
                    .as("seed %d, run %d, from %s", SEED, i, from)
                    .isCloseTo(step, within(1e-5 + step * 1e-9));
        }
    }

    @Test
    void movesInTheDirectionOfTheBearing() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 10_000; i++) {
            GeoPoint from = new GeoPoint(random.nextDouble(-89, 89), random.nextDouble(-180, 180));
            double bearing = random.nextDouble(360);

            GeoPoint to = Geodesy.destination(from, bearing, random.nextDouble(1000, 1e6));

            assertThat(Math.abs(Geodesy.turn(bearing, Geodesy.bearing(from, to))))
                    .as("seed %d, run %d", SEED, i)
                    .isLessThan(1e-4);
        }
    }

    @Test
    void crossesTheDateLineAndThePoles() {
        assertThat(Geodesy.destination(new GeoPoint(0, 179.9999), 90, 100).longitude())
                .isBetween(-180.0, -179.9);
        assertThat(Geodesy.destination(new GeoPoint(0, -179.9999), 270, 100).longitude())
                .isBetween(179.9, 180.0);
        GeoPoint beyondThePole = Geodesy.destination(new GeoPoint(89.9999, 0), 0, 100);
        assertThat(beyondThePole.latitude()).isLessThan(90);
        assertThat(Math.abs(beyondThePole.longitude())).isCloseTo(180, within(1e-9));
    }

    @Test
    void turnsTheShorterWay() {
        assertThat(Geodesy.turn(350, 10)).isEqualTo(20);
        assertThat(Geodesy.turn(10, 350)).isEqualTo(-20);
        assertThat(Math.abs(Geodesy.turn(0, 180))).isEqualTo(180);
    }

    @Test
    void normalisesEveryBearingBelow360() {
        for (double bearing : List.of(0.0, 360.0, -360.0, 720.0, -1e-20, -0.5, 359.9999, 1e9)) {
            assertThat(Geodesy.normalised(bearing)).isGreaterThanOrEqualTo(0).isLessThan(360);
        }
    }

    private static GeoPoint anywhere(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> new GeoPoint(90, random.nextDouble(-180, 180));
            case 1 -> new GeoPoint(-90, 0);
            case 2 -> new GeoPoint(random.nextDouble(-90, 90), 180);
            case 3 -> new GeoPoint(random.nextDouble(-90, 90), -180);
            case 4 -> new GeoPoint(random.nextDouble(89.999, 90), random.nextDouble(-180, 180));
            default -> new GeoPoint(random.nextDouble(-90, 90), random.nextDouble(-180, 180));
        };
    }
}
