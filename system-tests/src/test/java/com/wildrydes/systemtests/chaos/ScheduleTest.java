package com.wildrydes.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.systemtests.Mode;
import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.chaos.Fault.Kill;
import com.wildrydes.systemtests.chaos.Fault.Scale;
import com.wildrydes.systemtests.chaos.Fault.Trouble;
import com.wildrydes.systemtests.chaos.Schedule.Event;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {

    private static final Duration LENGTH = Duration.ofMinutes(3);

    @ParameterizedTest
    @EnumSource(Plan.class)
    void theSameSeedGivesTheSameSchedule(Plan plan) {
        Schedule first = Schedule.random(4711, plan, Mode.KCL, LENGTH);
        Schedule second = Schedule.random(4711, plan, Mode.KCL, LENGTH);

        assertThat(first).isEqualTo(second).hasToString(second.toString());
    }

    @Test
    void anotherSeedGivesAnotherSchedule() {
        assertThat(Schedule.random(1, Plan.MIXED, Mode.CLASSIC, LENGTH))
                .isNotEqualTo(Schedule.random(2, Plan.MIXED, Mode.CLASSIC, LENGTH));
    }

    @Test
    void everyKindOfFaultBefallsTheSuite() {
        Set<Class<?>> kinds = faults(Mode.KCL).map(Object::getClass).collect(Collectors.toSet());

        assertThat(kinds).containsExactlyInAnyOrder(Fault.class.getPermittedSubclasses());
    }

    @Test
    void everyServiceIsKilled() {
        Set<Part> killed = faults(Mode.CLASSIC)
                .filter(Kill.class::isInstance)
                .map(fault -> ((Kill) fault).part())
                .collect(Collectors.toSet());

        assertThat(killed).containsExactlyInAnyOrderElementsOf(Part.SERVICES);
    }

    @Test
    void everyFaultOfKinesisIsSwitchedOn() {
        KinesisFaults worst = faults(Mode.CLASSIC)
                .filter(Trouble.class::isInstance)
                .map(fault -> ((Trouble) fault).faults())
                .reduce(KinesisFaults.NONE, KinesisFaults::and);

        assertThat(worst.throttledShare()).isBetween(0.2, 0.4);
        assertThat(worst.failedEntryShare()).isBetween(0.2, 0.5);
        assertThat(worst.lostAnswerShare()).isBetween(0.1, 0.2);
        assertThat(worst.expiredIteratorShare()).isBetween(0.2, 0.5);
        assertThat(worst.latencyMillis()).isBetween(100, 400);
    }

    @Test
    void inKclModeThereAreThreeAggregatorsForAWhileAndThenOne() {
        List<Integer> sizes = Schedule.random(7, Plan.MIXED, Mode.KCL, LENGTH).events().stream()
                .map(Event::fault)
                .filter(fault -> fault instanceof Scale scale && scale.part() == Part.AGGREGATOR)
                .map(fault -> ((Scale) fault).instances())
                .toList();

        assertThat(sizes).containsExactly(3, 1);
    }

    @Test
    void inClassicModeNothingIsScaled() {
        assertThat(faults(Mode.CLASSIC)).noneMatch(Scale.class::isInstance);
    }

    @Test
    void faultsComeInTheirOrderAndOnlyAShardsEndHasOneAfterTheEndOfTheRun() {
        List<Event> events = Schedule.random(99, Plan.MIXED, Mode.KCL, LENGTH).events();

        assertThat(events).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(events)
                .hasSizeBetween(30, 90)
                .allSatisfy(event -> assertThat(event.at()).isBetween(Duration.ZERO, LENGTH.plusSeconds(3)));
    }

    private static Stream<Fault> faults(Mode mode) {
        return LongStream.range(0, 20)
                .mapToObj(seed -> Schedule.random(seed, Plan.MIXED, mode, LENGTH))
                .flatMap(schedule -> schedule.events().stream())
                .map(Event::fault);
    }
}
