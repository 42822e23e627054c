package com.wildrydes.dashboard.fleet;

import static com.wildrydes.dashboard.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.wildrydes.dashboard.Reports;
import com.wildrydes.dashboard.fleet.Fleet.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {

    private static final double METRES_PER_DEGREE = 111_195;

    private final Fleet fleet = new Fleet(10);

    private Unicorn shadowfax() {
        return fleet.find("Shadowfax").orElseThrow();
    }

    private Effect apply(Reports report) {
        return fleet.apply(report.build(), NOON);
    }

    @Test
    void showsTheNewestReport() {
        apply(Reports.of("Shadowfax").at(40, -73).at(NOON));

        Effect effect = apply(
                Reports.of("Shadowfax").at(41, -74).at(NOON.plusSeconds(60)).withPoints(99, 120));

        assertThat(effect).isEqualTo(Effect.SHOWN);
        assertThat(shadowfax()).satisfies(unicorn -> {
            assertThat(unicorn.latitude()).isEqualTo(41);
            assertThat(unicorn.longitude()).isEqualTo(-74);
            assertThat(unicorn.healthPoints()).isEqualTo(99);
            assertThat(unicorn.magicPoints()).isEqualTo(120);
            assertThat(unicorn.statusTime()).isEqualTo(NOON.plusSeconds(60));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1000, 7_200_000})
    void doesNotGoBackForALateUpload(long millisLate) {
        apply(Reports.of("Shadowfax").at(40, -73).at(NOON));

        Effect effect = apply(Reports.of("Shadowfax").at(50, 10).at(NOON.minusMillis(millisLate)));

        assertThat(effect).isEqualTo(Effect.OLD);
        assertThat(shadowfax().latitude()).isEqualTo(40);
    }

    @Test
    void takesTheLaterOfTwoReportsOfTheSameTimeAndIgnoresOneThatComesTwice() {
        apply(Reports.of("Shadowfax").at(40, -73));

        assertThat(apply(Reports.of("Shadowfax").at(40, -73))).isEqualTo(Effect.OLD);
        assertThat(apply(Reports.of("Shadowfax").at(41, -73))).isEqualTo(Effect.SHOWN);
        assertThat(shadowfax().latitude()).isEqualTo(41);
    }

    @ParameterizedTest
    @CsvSource({"299999, 299999", "300000, 300000", "300001, 0", "2302560000000, 0"})
    void countsAClockMoreThanFiveMinutesAheadAsTheArrival(long millisAhead, long millisShown) {
        apply(Reports.of("Shadowfax").at(NOON.plusMillis(millisAhead)));

        assertThat(shadowfax().statusTime()).isEqualTo(NOON.plusMillis(millisShown));
    }

    @Test
    void isNotPinnedByAReportFromTheFuture() {
        apply(Reports.of("Shadowfax").at(40, -73).at(Instant.parse("2099-01-01T00:00:00Z")));

        fleet.apply(Reports.of("Shadowfax").at(41, -73).at(NOON.plusSeconds(1)).build(), NOON.plusSeconds(1));

        assertThat(shadowfax().latitude()).isEqualTo(41);
    }

    @ParameterizedTest
    @CsvSource({
        "north, 0, 0, 0.001, 0, 0",
        "east, 0, 0, 0, 0.001, 90",
        "south, 0, 0, -0.001, 0, 180",
        "west, 0, 0, 0, -0.001, 270",
        "east over the antimeridian, 0, 179.9995, 0, -179.9995, 90",
        "west over the antimeridian, 0, -179.9995, 0, 179.9995, 270"
    })
    void derivesSpeedAndHeading(
            String way, double fromLatitude, double fromLongitude, double latitude, double longitude, double heading) {
        apply(Reports.of("Shadowfax").at(fromLatitude, fromLongitude).at(NOON));
        apply(Reports.of("Shadowfax").at(latitude, longitude).at(NOON.plusSeconds(4)));

        assertThat(shadowfax().speed()).as(way).isCloseTo(METRES_PER_DEGREE * 0.001 / 4, within(0.01));
        assertThat(shadowfax().heading()).as(way).isCloseTo(heading, within(0.001));
    }

    @Test
    void knowsNeitherSpeedNorHeadingFromOneReport() {
        apply(Reports.of("Shadowfax"));

        assertThat(shadowfax().speed()).isNaN();
        assertThat(shadowfax().heading()).isNaN();
    }

    @Test
    void keepsTheHeadingOfAUnicornThatStands() {
        apply(Reports.of("Shadowfax").at(0, 0).at(NOON));
        apply(Reports.of("Shadowfax").at(0, 0.001).at(NOON.plusSeconds(1)));
        apply(Reports.of("Shadowfax").at(0, 0.001).at(NOON.plusSeconds(2)));

        assertThat(shadowfax().speed()).isZero();
        assertThat(shadowfax().heading()).isCloseTo(90, within(0.001));
    }

    @Test
    void derivesTheSpeedOfReportsThatComeCloseTogetherOverSeveralOfThem() {
        apply(Reports.of("Shadowfax").at(0, 0).at(NOON));
        apply(Reports.of("Shadowfax").at(0.0001, 0).at(NOON.plusMillis(100)));
        assertThat(shadowfax().speed()).isNaN();

        apply(Reports.of("Shadowfax").at(0.0002, 0).at(NOON.plusMillis(200)));

        assertThat(shadowfax().speed()).isCloseTo(METRES_PER_DEGREE * 0.0002 / 0.2, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"300000, true", "300001, false"})
    void doesNotGuessTheSpeedOverALongSilence(long millis, boolean known) {
        apply(Reports.of("Shadowfax").at(0, 0).at(NOON));
        fleet.apply(Reports.of("Shadowfax").at(1, 0).at(NOON.plusMillis(millis)).build(), NOON.plusMillis(millis));

        assertThat(Double.isNaN(shadowfax().speed())).isEqualTo(!known);
    }

    @ParameterizedTest
    @CsvSource({"-90, -180", "-90, 180", "90, -180", "90, 180", "0, 180"})
    void copesWithTheEdgesOfTheWorld(double latitude, double longitude) {
        apply(Reports.of("Shadowfax").at(latitude, longitude).at(NOON));
        apply(Reports.of("Shadowfax").at(-latitude, -longitude).at(NOON.plusSeconds(1)));

        assertThat(shadowfax().speed()).isFinite().isNotNegative();
        assertThat(shadowfax().heading())
                .satisfiesAnyOf(
                        heading -> assertThat(heading).isNaN(),
                        heading -> assertThat(heading).isBetween(0.0, 360.0));
    }

    @Test
    void givesEachChangeTheSeqOfItsMoment() {
        apply(Reports.of("Shadowfax"));
        apply(Reports.of("Rocinante"));
        Fleet.Step first = fleet.advance(NOON);
        apply(Reports.of("Shadowfax").at(NOON.plusSeconds(1)));
        apply(Reports.of("Shadowfax").at(NOON.plusSeconds(2)));
        Fleet.Step second = fleet.advance(NOON);

        assertThat(first.seq()).isEqualTo(first.from() + 1);
        assertThat(first.changed()).extracting(Unicorn::name).containsExactly("Shadowfax", "Rocinante");
        assertThat(second.seq()).isEqualTo(first.seq() + 1);
        assertThat(second.changed()).extracting(Unicorn::name).containsExactly("Shadowfax");
        assertThat(fleet.changedSince(first.seq())).isEqualTo(second.changed());
        assertThat(fleet.changedSince(first.from())).hasSize(2);
    }

    @Test
    void keepsTheSeqWhenNothingChanges() {
        apply(Reports.of("Shadowfax"));
        long seq = fleet.advance(NOON).seq();

        apply(Reports.of("Shadowfax"));

        assertThat(fleet.advance(NOON)).isEqualTo(new Fleet.Step(seq, seq, List.of()));
    }

    @Test
    void forgetsWhoWasSilentForMoreThanADayAndMakesEverybodyStartOver() {
        fleet.apply(Reports.of("Shadowfax").build(), NOON);
        fleet.apply(Reports.of("Rocinante").build(), NOON.plusSeconds(1));
        long seq = fleet.advance(NOON).seq();

        fleet.advance(NOON.plus(Duration.ofHours(24)));
        assertThat(fleet.size()).isEqualTo(2);
        Fleet.Step step =
                fleet.advance(NOON.plus(Duration.ofHours(24)).plusSeconds(1).plus(Duration.ofMinutes(1)));

        assertThat(fleet.size()).isZero();
        assertThat(fleet.canFollowFrom(seq)).isFalse();
        assertThat(fleet.canFollowFrom(step.seq())).isTrue();
    }

    @Test
    void givesEachUnicornTheLeastNumberThatIsFree() {
        fleet.apply(Reports.of("Shadowfax").build(), NOON);
        fleet.apply(Reports.of("Rocinante").build(), NOON.plus(Duration.ofHours(24)));
        fleet.apply(Reports.of("Rocinante").at(NOON.plusSeconds(1)).build(), NOON.plus(Duration.ofHours(24)));
        assertThat(fleet.list()).extracting(Unicorn::number).containsExactlyInAnyOrder(0, 1);

        fleet.advance(NOON.plus(Duration.ofHours(25)));
        fleet.apply(Reports.of("Sleipnir").build(), NOON);
        fleet.apply(Reports.of("Pegasus").build(), NOON);

        assertThat(fleet.find("Rocinante").orElseThrow().number()).isEqualTo(1);
        assertThat(fleet.find("Sleipnir").orElseThrow().number()).isEqualTo(0);
        assertThat(fleet.find("Pegasus").orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void remembersWhoStillSendsThoughAllOfItIsOld() {
        fleet.apply(Reports.of("Shadowfax").at(NOON.minus(Duration.ofDays(30))).build(), NOON);
        Instant dayAfter = NOON.plus(Duration.ofHours(24));
        fleet.apply(Reports.of("Shadowfax").at(NOON.minus(Duration.ofDays(31))).build(), dayAfter);

        fleet.advance(dayAfter.plusSeconds(1));

        assertThat(fleet.find("Shadowfax")).isPresent();
    }

    @Test
    void takesNoMoreUnicornsThanThereIsRoomFor() {
        for (int i = 0; i < 10; i++) {
            assertThat(apply(Reports.of("Unicorn " + i))).isEqualTo(Effect.SHOWN);
        }

        assertThat(apply(Reports.of("Unicorn 10"))).isEqualTo(Effect.FULL);
        assertThat(apply(Reports.of("Unicorn 9").at(NOON.plusSeconds(1)))).isEqualTo(Effect.SHOWN);
        assertThat(fleet.size()).isEqualTo(10);
    }

    @Test
    void mustHaveRoomForSomebody() {
        assertThatThrownBy(() -> new Fleet(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
