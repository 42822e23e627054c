package com.wildrydes.producer.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.Report;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");
    private static final GeoPoint TIMES_SQUARE = new GeoPoint(40.749167, -73.985184);

    private final List<Report> reports = new ArrayList<>();
    private final Fleet fleet = new Fleet(15_000, 10_000, Clock.fixed(NOW, ZoneOffset.UTC), 1);

    @Test
    void everyUnicornReportsOnceASecondSpreadEvenlyOverIt() {
        fleet.start(null, 1000, TIMES_SQUARE);

        for (int slot = 0; slot < Fleet.SLOTS; slot++) {
            int before = reports.size();
            fleet.fly(slot, reports::add);
            assertThat(reports.size() - before).isEqualTo(50);
        }

        assertThat(reports.stream().map(Report::name)).hasSize(1000).doesNotHaveDuplicates();
        assertThat(reports).allSatisfy(report -> assertThat(report.statusTime()).isEqualTo(NOW));
    }

    @Test
    void nextReportSaysTheWholeDistanceWhenTheQueueHadNoRoom() {
        fleet.start("Shadowfax", 1, TIMES_SQUARE);
        second(report -> false);
        second(report -> false);

        second(reports::add);
        second(reports::add);

        assertThat(reports).hasSize(2);
        assertThat(reports.get(0).distanceMetres()).isCloseTo(90, within(4.0));
        assertThat(reports.get(1).distanceMetres()).isBetween(29.0, 31.0);
    }

    private void second(com.wildrydes.producer.flight.ReportSink sink) {
        for (int slot = 0; slot < Fleet.SLOTS; slot++) {
            fleet.fly(slot, sink);
        }
    }

    @Test
    void findsNamesThatAreFree() {
        fleet.start("Rocinante", 1, TIMES_SQUARE);

        assertThat(fleet.start(null, 2, TIMES_SQUARE))
                .extracting(FlyingUnicorn::name)
                .containsExactly("Shadowfax", "Bucephalus");
    }

    @Test
    void numbersSeveralOfOneName() {
        assertThat(fleet.start("Bus", 3, TIMES_SQUARE))
                .extracting(FlyingUnicorn::name)
                .containsExactly("Bus-1", "Bus-2", "Bus-3");
    }

    @Test
    void startsNoneWhenOneOfThemFliesAlready() {
        fleet.start("Bus-2", 1, TIMES_SQUARE);

        assertThatThrownBy(() -> fleet.start("Bus", 3, TIMES_SQUARE))
                .isInstanceOf(FleetConflictException.class)
                .hasMessage("A name may fly once at a time, but \"Bus-2\" flies already");
        assertThat(fleet.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, Integer.MAX_VALUE})
    void startsNoneWhenTheyWouldBeTooMany(int count) {
        fleet.start("Shadowfax", 1, TIMES_SQUARE);

        assertThatThrownBy(() -> fleet.start(null, count, TIMES_SQUARE))
                .isInstanceOf(FleetConflictException.class)
                .hasMessage("At most 10000 simulated unicorns may fly at a time, but 1 fly already and " + count
                        + " more were asked for");
    }

    @Test
    void startsNoneWithANameThatNoReportMayHave() {
        assertThatThrownBy(() -> fleet.start("a/b", 1, TIMES_SQUARE)).isInstanceOf(InvalidReportException.class);
        assertThat(fleet.size()).isZero();
    }

    @Test
    void stoppedUnicornsReportNoMore() {
        fleet.start(null, 40, TIMES_SQUARE);

        assertThat(fleet.stop("Shadowfax")).isTrue();
        assertThat(fleet.stop("Shadowfax")).isFalse();
        second(reports::add);

        assertThat(reports).extracting(Report::name).hasSize(39).doesNotContain("Shadowfax");
        assertThat(fleet.stopAll()).isEqualTo(39);
        second(report -> {
            throw new AssertionError("nobody flies");
        });
    }

    @Test
    void staysSpreadAfterStopsAndStarts() {
        fleet.start(null, 400, TIMES_SQUARE);
        fleet.stopAll();
        fleet.start(null, 200, TIMES_SQUARE);

        Map<Integer, Integer> bySlot = java.util.stream.IntStream.range(0, Fleet.SLOTS)
                .boxed()
                .collect(Collectors.toMap(slot -> slot, slot -> {
                    List<Report> flown = new ArrayList<>();
                    fleet.fly(slot, flown::add);
                    return flown.size();
                }));

        assertThat(bySlot.values()).allMatch(count -> count == 10);
    }

    @Test
    void listsByNameInParts() {
        fleet.start("Bus", 5, TIMES_SQUARE);

        assertThat(fleet.list(null, 2)).extracting(FlyingUnicorn::name).containsExactly("Bus-1", "Bus-2");
        assertThat(fleet.list("Bus-2", 9)).extracting(FlyingUnicorn::name).containsExactly("Bus-3", "Bus-4", "Bus-5");
        assertThat(fleet.list("Bus-5", 9)).isEmpty();
        assertThat(fleet.find("Bus-3")).isPresent();
        assertThat(fleet.find("Bus-9")).isEmpty();
    }
}
