package com.wildrydes.aggregator.windows;

import static com.wildrydes.aggregator.windows.Records.position;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTimeTest extends ShardTest {

    @Test
    void byEventTimeCountsALateReportInItsOwnMinuteWhileThatIsOpen() throws Exception {
        shard = openByEventTime();

        process(
                Records.of("Shadowfax").arrivedAt("00:00:50").at(1),
                Records.of("Shadowfax").arrivedAt("00:01:10").at(2),
                Records.of("Shadowfax")
                        .arrivedAt("00:01:12")
                        .late(Duration.ofSeconds(20))
                        .at(3),
                Records.of("Shadowfax").arrivedAt("00:01:30").at(4));

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 2.0 m 2");
        assertThat(checkpoints)
                .as("the record before the first of the minute that is open")
                .containsExactly(position(1));
    }

    @Test
    void byEventTimeMakesAReportThatIsTooLateADeadLetter() throws Exception {
        shard = openByEventTime();

        process(
                Records.of("Shadowfax").arrivedAt("00:00:50").at(1),
                Records.of("Shadowfax").arrivedAt("00:01:30").at(2),
                Records.of("Shadowfax")
                        .arrivedAt("00:01:31")
                        .late(Duration.ofSeconds(31).plusMillis(1))
                        .at(3));

        assertThat(deadLetters).containsExactly("3 too-late");
        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 1.0 m 1");
    }

    @Test
    void byEventTimeAClockFarAheadMovesNobodyElsesTime() throws Exception {
        shard = openByEventTime();

        process(
                Records.of("Shadowfax").arrivedAt("00:00:50").at(1),
                Records.of("Rocinante")
                        .arrivedAt("00:00:51")
                        .late(Duration.ofDays(-365))
                        .at(2),
                Records.of("Shadowfax").arrivedAt("00:00:52").at(3),
                Records.of("Shadowfax").arrivedAt("00:01:30").at(4));

        assertThat(deadLetters).isEmpty();
        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 2.0 m 2", "Rocinante 00:00 1.0 m 1");
    }

    @Test
    void byEventTimeBadRecordsAloneAreCheckpointed() throws Exception {
        shard = openByEventTime();

        process(Records.bad(1, "00:00:30", "x"), Records.bad(2, "00:00:31", "x"));

        assertThat(checkpoints).containsExactly(position(2));
    }

    @Test
    void byEventTimeAChildTakesOverWhatIsOpen() throws Exception {
        lineage.with(
                        "parent",
                        List.of(),
                        FakeLineage.ALL,
                        Records.of("Shadowfax").arrivedAt("00:00:50").at(1),
                        Records.of("Shadowfax").arrivedAt("00:01:20").at(2))
                .with("child", List.of("parent"), FakeLineage.ALL);
        shard = open("child", false, () -> new EventTime(WindowLength.MINUTE, LATENESS));

        process(
                Records.of("Shadowfax")
                        .arrivedAt("00:01:21")
                        .late(Duration.ofSeconds(22))
                        .at(3),
                Records.of("Shadowfax").arrivedAt("00:02:30").at(4));

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 2.0 m 2", "Shadowfax 00:01 1.0 m 1");
        assertThat(checkpoints).containsExactly(position(3));
    }

    @Test
    void byEventTimeAChildGoesOnFromItsParentsWatermark() throws Exception {
        lineage.with(
                        "parent",
                        List.of(),
                        FakeLineage.ALL,
                        Records.of("Shadowfax").arrivedAt("00:01:30").at(1))
                .with("child", List.of("parent"), FakeLineage.ALL);
        shard = open("child", false, () -> new EventTime(WindowLength.MINUTE, LATENESS));

        process(Records.of("Shadowfax")
                .arrivedAt("00:01:31")
                .late(Duration.ofSeconds(32))
                .at(2));

        assertThat(deadLetters).containsExactly("2 too-late");
    }
}
