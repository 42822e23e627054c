package com.wildrydes.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.telemetry.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

    private static final Instant RECORDED = Instant.parse("2010-08-05T14:23:59Z");
    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");
    private static final double METRES_A_DEGREE = 111_195.08;

    private final List<Report> reports = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 2.5, 100})
    void fliesEachPointAtItsTimeBySpeed(double speed) {
        Replay replay = replay(speed, point(0, 0, 1), point(0, 1, 2), point(1, 4, 1), point(0, 100, 4));

        for (int tick = 0; tick <= 2001; tick++) {
            replay.advance(NOW.plusMillis(tick * 50), reports::add);
        }

        assertThat(reports)
                .extracting(r -> r.name() + " " + r.latitude() + " " + r.statusTime())
                .containsExactly(
                        "one 1.0 " + NOW,
                        "one 2.0 " + NOW.plusMillis(Math.round(1000 / speed)),
                        "other 1.0 " + NOW.plusMillis(Math.round(4000 / speed)),
                        "one 4.0 " + NOW.plusMillis(Math.round(100_000 / speed)));
        assertThat(replay.view().state()).isEqualTo(ReplayView.State.FINISHED);
        assertThat(replay.view().progress()).isEqualTo(1);
        assertThat(replay.held()).isZero();
    }

    @Test
    void derivesTheDistanceOfEachVehicleFromItsLastPoint() {
        Replay replay = replay(1, point(0, 0, 1), point(1, 0, 50), point(0, 0, 2), point(1, 0, 53));

        replay.advance(NOW, reports::add);

        assertThat(reports.get(0).distanceMetres()).isZero();
        assertThat(reports.get(1).distanceMetres()).isZero();
        assertThat(reports.get(2).distanceMetres()).isCloseTo(METRES_A_DEGREE, within(0.1));
        assertThat(reports.get(3).distanceMetres()).isCloseTo(3 * METRES_A_DEGREE, within(0.1));
    }

    @Test
    void waitsWhileThereIsNoRoomAndLeavesNothingOut() {
        Replay replay = replay(1, point(0, 0, 1), point(0, 1, 2), point(0, 2, 3));
        replay.advance(NOW, reports::add);

        for (int tick = 1; tick <= 200; tick++) {
            replay.advance(NOW.plusMillis(tick * 50), report -> false);
        }
        assertThat(reports).hasSize(1);
        for (int tick = 201; tick <= 300; tick++) {
            replay.advance(NOW.plusMillis(tick * 50), reports::add);
        }

        assertThat(reports).extracting(Report::latitude).containsExactly(1.0, 2.0, 3.0);
        // The second was due at 1 s, but there was no room until 10.05 s; the third keeps its second of distance.
        assertThat(reports.get(1).statusTime()).isEqualTo(NOW.plusMillis(10_050));
        assertThat(reports.get(2).statusTime()).isEqualTo(NOW.plusMillis(11_050));
    }

    @Test
    void goesOnWhereItWasAfterTheMachineSlept() {
        Replay replay = replay(1, point(0, 0, 1), point(0, 1, 2), point(0, 2, 3));
        replay.advance(NOW, reports::add);
        replay.advance(NOW.plusMillis(500), reports::add);

        replay.advance(NOW.plusSeconds(3600), reports::add);
        assertThat(reports).hasSize(1);
        replay.advance(NOW.plusSeconds(3600).plusMillis(500), reports::add);

        assertThat(reports).hasSize(2);
        assertThat(reports.get(1).statusTime()).isEqualTo(NOW.plusSeconds(3600).plusMillis(500));
    }

    @Test
    void followsAClockThatIsSetBack() {
        Replay replay = replay(1, point(0, 0, 1), point(0, 1, 2));
        replay.advance(NOW, reports::add);
        replay.advance(NOW.minusSeconds(3600), reports::add);

        replay.advance(NOW.minusSeconds(3600).plusSeconds(1), reports::add);

        assertThat(reports).hasSize(2);
    }

    @Test
    void saysHowFarItIs() {
        Replay replay = replay(2, point(0, 0, 1), point(0, 1, 2), point(1, 10, 3), point(1, 20, 3));
        replay.advance(NOW, reports::add);

        ReplayView view = replay.view();

        assertThat(view.state()).isEqualTo(ReplayView.State.FLYING);
        assertThat(view.points()).isEqualTo(4);
        assertThat(view.flown()).isEqualTo(1);
        assertThat(view.progress()).isEqualTo(0.25);
        assertThat(view.names()).containsExactly("one", "other");
        assertThat(view.startedAt()).isEqualTo(NOW);
        assertThat(view.endsAt()).isEqualTo(NOW.plusSeconds(10));
        assertThat(view.recordedFrom()).isEqualTo(RECORDED);
        assertThat(view.recordedTo()).isEqualTo(RECORDED.plusSeconds(20));
    }

    private static Replay replay(double speed, RecordedPoint... points) {
        return new Replay(
                "id", new Recording(List.of("one", "other"), List.of(points), new Skips(), false), speed, NOW, 1);
    }

    private static RecordedPoint point(int vehicle, long second, double latitude) {
        return new RecordedPoint(vehicle, RECORDED.plusSeconds(second), new GeoPoint(latitude, 10));
    }
}
