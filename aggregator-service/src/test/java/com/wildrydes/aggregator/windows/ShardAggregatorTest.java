package com.wildrydes.aggregator.windows;

import static com.wildrydes.aggregator.windows.Records.position;
import static com.wildrydes.aggregator.windows.Records.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.MinuteSummary;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardAggregatorTest extends ShardTest {

    @ParameterizedTest
    @CsvSource({
        "00:00:00.000, 00:00:59.999, 1",
        "00:00:59.999, 00:01:00.000, 2",
        "00:01:00.000, 00:01:00.000, 1",
        "23:58:59.999, 23:59:00.000, 2",
    })
    void countsInTheMinuteOfArrivalWhoseFirstInstantIsItsOwn(String first, String second, int minutes)
            throws Exception {
        process(
                Records.of("Shadowfax").arrivedAt(first).at(1),
                Records.of("Shadowfax").arrivedAt(second).at(2));
        shard.shardEnded();

        assertThat(summaries.written).hasSize(minutes);
    }

    @Test
    void sumsUpAMinute() throws Exception {
        process(
                Records.of("Shadowfax")
                        .arrivedAt("00:00:01")
                        .metres(29.5)
                        .vitals(150, 148)
                        .at(1),
                Records.of("Rocinante")
                        .arrivedAt("00:00:02")
                        .metres(7)
                        .vitals(-1, 0)
                        .at(2),
                Records.of("Shadowfax")
                        .arrivedAt("00:00:03")
                        .metres(30.25)
                        .vitals(140, 152)
                        .at(3),
                Records.of("Shadowfax").arrivedAt("00:01:00").at(4));

        assertThat(summaries.written)
                .containsExactly(
                        new MinuteSummary("Shadowfax", time("00:00:00"), 59.75, 148, 152, 140, 150, 2),
                        new MinuteSummary("Rocinante", time("00:00:00"), 7, 0, 0, -1, -1, 1));
    }

    @Test
    void checkpointsTheLastRecordOfTheClosedMinute() throws Exception {
        process(
                Records.of("Shadowfax").arrivedAt("00:00:58").at(1),
                Records.of("Shadowfax").arrivedAt("00:00:59").at(2));
        assertThat(checkpoints).isEmpty();

        process(
                Records.of("Shadowfax").arrivedAt("00:01:00").at(3),
                Records.of("Shadowfax").arrivedAt("00:01:01").at(4));
        shard.tick(time("00:01:02"));
        assertThat(checkpoints).as("nothing new, nothing stored").containsExactly(position(2));
    }

    @Test
    void countsAnArrivalBeforeThePreviousOneInTheMinuteThatIsOpen() throws Exception {
        process(
                Records.of("Shadowfax").arrivedAt("00:00:59.999").at(1),
                Records.of("Shadowfax").arrivedAt("00:01:00.000").at(2),
                Records.of("Shadowfax").arrivedAt("00:00:59.998").at(3),
                Records.of("Shadowfax").arrivedAt("00:02:00.000").at(4));

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 1.0 m 1", "Shadowfax 00:01 2.0 m 2");
        assertThat(checkpoints).containsExactly(position(3));
    }

    @Test
    void countsARecordOnceThoughItComesAgain() throws Exception {
        StreamRecord first = Records.of("Shadowfax").arrivedAt("00:00:01").at(1);
        StreamRecord second = Records.of("Shadowfax").arrivedAt("00:00:02").at(2);

        process(first, second);
        process(first, second, Records.of("Shadowfax").arrivedAt("00:01:00").at(3));

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 2.0 m 2");
    }

    @Test
    void countsWhatAProducerWroteTwiceTwice() throws Exception {
        process(
                Records.of("Shadowfax").arrivedAt("00:00:01").at(1),
                Records.of("Shadowfax").arrivedAt("00:00:01").at(2),
                Records.of("Shadowfax").arrivedAt("00:01:00").at(3));

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 2.0 m 2");
    }

    @Test
    void tellsRecordsOfOneAggregateApart() throws Exception {
        StreamRecord record = Records.of("Shadowfax").arrivedAt("00:00:01").at(1);
        StreamRecord next =
                new StreamRecord(new Position("1", 1), record.arrivalTime(), record.partitionKey(), record.data());

        process(record, next, Records.of("Shadowfax").arrivedAt("00:01:00").at(2));

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 2.0 m 2");
        assertThat(checkpoints).containsExactly(new Position("1", 1));
    }

    @Test
    void rebuildsTheOpenMinuteFromTheCheckpoint() throws Exception {
        process(
                Records.of("Shadowfax").arrivedAt("00:00:59").at(1),
                Records.of("Shadowfax").arrivedAt("00:01:00").at(2));
        shard.close();

        shard = open("root", true);
        process(
                Records.of("Shadowfax").arrivedAt("00:01:00").at(2),
                Records.of("Shadowfax").arrivedAt("00:01:01").at(3),
                Records.of("Shadowfax").arrivedAt("00:02:00").at(4));

        assertThat(checkpoints).containsExactly(position(1), position(3));
        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 1.0 m 1", "Shadowfax 00:01 2.0 m 2");
    }

    @Test
    void doesNothingWithoutRecords() throws Exception {
        shard.tick(time("00:10:00"));
        shard.tick(time("00:20:00"));
        shard.shardEnded();

        assertThat(summaries.written).isEmpty();
        assertThat(checkpoints).isEmpty();
    }

    @Test
    void doesNotCheckpointBeforeTheSummariesAreAcknowledged() throws Exception {
        summaries.acknowledgesAtOnce = false;
        process(
                Records.of("Shadowfax").arrivedAt("00:00:59").at(1),
                Records.of("Shadowfax").arrivedAt("00:01:00").at(2));
        shard.tick(time("00:01:01"));
        assertThat(checkpoints).isEmpty();

        summaries.acknowledgeAll();
        shard.tick(time("00:01:02"));
        assertThat(checkpoints).containsExactly(position(1));
    }

    @Test
    void sumsTwoMinutesMoreWhileNoneIsAcknowledgedAndThenWaits() throws Exception {
        summaries.acknowledgesAtOnce = false;
        process(
                Records.of("Shadowfax").arrivedAt("00:00:00").at(1),
                Records.of("Shadowfax").arrivedAt("00:01:00").at(2),
                Records.of("Shadowfax").arrivedAt("00:02:00").at(3));
        assertThat(meters.get("wildrydes.aggregator.windows.unacknowledged")
                        .gauge()
                        .value())
                .isEqualTo(2);

        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Void> third = new FutureTask<>(() -> {
            started.countDown();
            process(Records.of("Shadowfax").arrivedAt("00:03:00").at(4));
            return null;
        });
        Thread thread = new Thread(third);
        thread.start();
        started.await();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        assertThat(summaries.written).hasSize(2);

        summaries.waiting.get(0).complete(null);
        third.get();
        assertThat(summaries.written).hasSize(3);
        assertThat(checkpoints).containsExactly(position(1));
    }

    @Test
    void writesAMinuteAgainWhenItsWriteFailed() throws Exception {
        summaries.acknowledgesAtOnce = false;
        StreamRecord next = Records.of("Shadowfax").arrivedAt("00:01:00").at(2);
        process(Records.of("Shadowfax").arrivedAt("00:00:59").at(1), next);
        summaries.failAll();

        assertThatThrownBy(() -> shard.tick(time("00:01:01")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must be acknowledged")
                .hasRootCauseMessage("writer closed");
        assertThat(checkpoints).isEmpty();

        process(next);
        summaries.acknowledgeAll();
        shard.tick(time("00:01:02"));
        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 1.0 m 1", "Shadowfax 00:00 1.0 m 1");
        assertThat(checkpoints).containsExactly(position(1));
    }

    @Test
    void goesOnWhereAnInterruptionCameWhileAMinuteWasWritten() throws Exception {
        StreamRecord next = Records.of("Shadowfax").arrivedAt("00:01:00").at(2);
        process(Records.of("Shadowfax").arrivedAt("00:00:59").at(1));

        summaries.queueIsFull = true;
        assertThatThrownBy(() -> process(next)).isInstanceOf(InterruptedException.class);
        assertThat(checkpoints).isEmpty();

        summaries.queueIsFull = false;
        process(next, Records.of("Shadowfax").arrivedAt("00:02:00").at(3));
        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 1.0 m 1", "Shadowfax 00:01 1.0 m 1");
        assertThat(checkpoints).containsExactly(position(2));
    }

    @Test
    void writesAQuietShardsMinuteSomeSecondsAfterItsEndWithoutCheckpoint() throws Exception {
        process(Records.of("Shadowfax").arrivedAt("00:00:30").at(1));

        shard.tick(time("00:01:10"));
        assertThat(summaries.written).as("records came since the tick before").isEmpty();
        shard.tick(time("00:01:04.999"));
        assertThat(summaries.written).as("five seconds are not over").isEmpty();
        shard.tick(time("00:01:05"));
        shard.tick(time("00:01:06"));

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 1.0 m 1");
        assertThat(checkpoints).isEmpty();
    }

    @Test
    void writesAQuietShardsMinuteAgainWithMoreSamplesWhenALateRecordCame() throws Exception {
        process(
                Records.of("Shadowfax").arrivedAt("00:00:30").at(1),
                Records.of("Rocinante").arrivedAt("00:00:30").at(2));
        shard.tick(time("00:01:05"));
        shard.tick(time("00:01:06"));
        process(Records.of("Shadowfax").arrivedAt("00:00:59").at(3));
        process(Records.of("Shadowfax").arrivedAt("00:01:00").at(4));

        assertThat(summaries.lines())
                .containsExactly("Shadowfax 00:00 1.0 m 1", "Rocinante 00:00 1.0 m 1", "Shadowfax 00:00 2.0 m 2");
        assertThat(checkpoints).containsExactly(position(3));
    }

    @Test
    void endsWithTheSameSumsThoughThisMachinesClockJumps() throws Exception {
        process(Records.of("Shadowfax").arrivedAt("00:00:30").at(1));
        shard.tick(time("00:00:31"));
        shard.tick(time("23:00:00"));
        assertThat(summaries.lines()).as("hours too early").containsExactly("Shadowfax 00:00 1.0 m 1");

        process(Records.of("Shadowfax").arrivedAt("00:00:32").at(2));
        shard.tick(time("00:00:00"));
        shard.tick(time("00:00:01"));
        process(Records.of("Shadowfax").arrivedAt("00:01:00").at(3));

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 1.0 m 1", "Shadowfax 00:00 2.0 m 2");
        assertThat(checkpoints).containsExactly(position(2));
    }

    @Test
    void writesAndAwaitsWhatIsOpenWhenTheShardEnds() throws Exception {
        process(Records.of("Shadowfax").arrivedAt("00:00:30").at(1));
        summaries.acknowledgesAtOnce = false;
        FutureTask<Void> end = new FutureTask<>(() -> {
            shard.shardEnded();
            return null;
        });
        Thread thread = new Thread(end);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        assertThat(end.isDone()).isFalse();

        summaries.acknowledgeAll();
        end.get();
        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 1.0 m 1");
    }

    @Test
    void showsItsObserverEveryReportThatIsCountedOnce() throws Exception {
        StreamRecord first = Records.of("Shadowfax").arrivedAt("00:00:58").at(1);
        process(first, Records.bad(2, "00:00:59", "x"));
        process(first, Records.of("Shadowfax").arrivedAt("00:00:59").at(3));

        assertThat(observer.calls)
                .containsExactly("prepare [Shadowfax]", "Shadowfax 1", "prepare [Shadowfax]", "Shadowfax 3");
    }

    @Test
    void doesNotCheckpointWhatItsObserverHasNotMadeSafe() throws Exception {
        StreamRecord[] records = {
            Records.of("Shadowfax").arrivedAt("00:00:59").at(1),
            Records.of("Shadowfax").arrivedAt("00:01:00").at(2)
        };
        observer.fails = true;
        assertThatThrownBy(() -> process(records)).hasMessage("not safe");
        assertThatThrownBy(() -> shard.tick(time("00:01:01"))).hasMessage("not safe");
        assertThatThrownBy(() -> shard.shardEnded()).hasMessage("not safe");
        assertThat(checkpoints).isEmpty();

        observer.fails = false;
        process(records);
        assertThat(checkpoints).containsExactly(position(1));
        assertThat(summaries.lines()).first().isEqualTo("Shadowfax 00:00 1.0 m 1");
    }

    @Test
    void showsWhatIsOpenAndForgetsItWhenTheShardIsLost() throws Exception {
        process(
                Records.of("Shadowfax").arrivedAt("00:00:59").at(1),
                Records.of("Rocinante").arrivedAt("00:01:00").at(2),
                Records.of("Shadowfax").arrivedAt("00:01:00").at(3));

        assertThat(meters.get("wildrydes.aggregator.windows.open").gauge().value())
                .isEqualTo(1);
        assertThat(meters.get("wildrydes.aggregator.windows.closed").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("wildrydes.aggregator.summaries").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("wildrydes.aggregator.sums").gauge().value()).isEqualTo(2);

        shard.close();
        assertThat(meters.get("wildrydes.aggregator.windows.open").gauge().value())
                .isZero();
        assertThat(meters.get("wildrydes.aggregator.sums").gauge().value()).isZero();
    }
}
