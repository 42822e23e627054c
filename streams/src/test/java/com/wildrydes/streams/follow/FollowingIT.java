package com.wildrydes.streams.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.LocalKinesis;
import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamFollower.Start;
import com.wildrydes.streams.StreamFollower.State;
import com.wildrydes.streams.StreamsProperties.Following;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for both ways of reading: polling, and enhanced fan-out. */
@Timeout(120)
@ParameterizedClass(name = "fan-out {0}")
@ValueSource(booleans = {false, true})
class FollowingIT {

    private static final String STREAM = "wildrydes";

    @Parameter
    private boolean fanOut;

    @TempDir
    private Path data;

    private LocalKinesis kinesis;
    private KinesisStreamFollowers followers;
    private final BlockingQueue<String> read = new LinkedBlockingQueue<>();

    @BeforeEach
    void startKinesis() {
        kinesis = LocalKinesis.start(data, "kinesis");
        followers = new KinesisStreamFollowers(
                kinesis.client(),
                () -> LocalKinesis.client(kinesis.endpoint()),
                new Following(Duration.ofMillis(20), 10_000, fanOut, "wildrydes-test", ""),
                Clock.systemUTC());
    }

    @AfterEach
    void stopAll() {
        followers.close();
        kinesis.close();
    }

    @Test
    void readsOnlyWhatArrivesFromNowOn() throws Exception {
        kinesis.create(STREAM, 1);
        kinesis.put(STREAM, "Shadowfax", "before");
        StreamFollower follower = follow(new Start.Latest());
        awaitReading(follower);

        // The iterator may be taken a moment after the state: what is written until something arrives proves the order.
        int i = 0;
        String first = null;
        while (first == null) {
            kinesis.put(STREAM, "Shadowfax", "r" + i++);
            first = read.poll(200, TimeUnit.MILLISECONDS);
        }

        assertThat(first).startsWith("r");
    }

    @Test
    void readsAllThatTheStreamHolds() throws Exception {
        kinesis.create(STREAM, 2);
        for (int i = 0; i < 10; i++) {
            kinesis.put(STREAM, "unicorn" + i, "r" + i);
        }

        follow(new Start.TrimHorizon());

        assertThat(next(10)).containsExactlyInAnyOrder("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9");
    }

    @Test
    void readsFromATimeOn() throws Exception {
        kinesis.create(STREAM, 1);
        kinesis.put(STREAM, "Shadowfax", "before");
        Instant before = lastArrival();
        Instant time = before;
        while (!time.isAfter(before)) {
            kinesis.put(STREAM, "Shadowfax", "between");
            time = lastArrival();
        }

        follow(new Start.At(time));

        assertThat(next(1)).containsExactly("between");
    }

    @Test
    void readsChildrenAfterTheirParentsAcrossASplitAndAMerge() throws Exception {
        kinesis.create(STREAM, 1);
        kinesis.put(STREAM, "Shadowfax", "r0");
        kinesis.split(STREAM, "shardId-000000000000");
        kinesis.put(STREAM, "Shadowfax", "r1");
        follow(new Start.TrimHorizon());
        assertThat(next(2)).containsExactly("r0", "r1");

        kinesis.merge(STREAM, "shardId-000000000001", "shardId-000000000002");
        kinesis.put(STREAM, "Shadowfax", "r2");

        assertThat(next(1)).containsExactly("r2");
    }

    @Test
    void waitsForAStreamThatIsNotThereYet() throws Exception {
        StreamFollower follower = follow(new Start.TrimHorizon());
        assertThat(follower.state()).isEqualTo(State.WAITING_FOR_STREAM);

        kinesis.create(STREAM, 1);
        kinesis.put(STREAM, "Shadowfax", "first");

        assertThat(next(1)).containsExactly("first");
        assertThat(follower.state()).isEqualTo(State.READING);
    }

    @Test
    void startsOverWithAStreamThatWasCreatedAnew() throws Exception {
        kinesis.create(STREAM, 1);
        StreamFollower follower = follow(new Start.Latest());
        awaitReading(follower);

        kinesis.delete(STREAM);
        kinesis.create(STREAM, 1);
        kinesis.put(STREAM, "Shadowfax", "new");

        assertThat(next(1)).containsExactly("new");
    }

    @Test
    void readsEachRecordOnceWhateverFails() throws Exception {
        kinesis.create(STREAM, 1);
        kinesis.faults(
                "\"expiredIteratorShare\":0.3,\"throttledShare\":0.3,\"brokenSubscriptionShare\":0.1,\"seed\":5");
        follow(new Start.TrimHorizon());
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            kinesis.put(STREAM, "Shadowfax", "r" + i);
            expected.add("r" + i);
        }

        assertThat(next(20)).isEqualTo(expected);
    }

    @Test
    void goesOnAfterARestartOfKinesis() throws Exception {
        kinesis.create(STREAM, 1);
        follow(new Start.TrimHorizon());
        kinesis.put(STREAM, "Shadowfax", "one");
        assertThat(next(1)).containsExactly("one");

        kinesis.restart();
        kinesis.put(STREAM, "Shadowfax", "two");

        assertThat(next(1)).containsExactly("two");
    }

    @Test
    void readsNothingOnceClosed() throws Exception {
        kinesis.create(STREAM, 1);
        StreamFollower follower = follow(new Start.TrimHorizon());
        kinesis.put(STREAM, "Shadowfax", "one");
        next(1);

        follower.close();
        kinesis.put(STREAM, "Shadowfax", "two");
        StreamFollower other = follow(new Start.TrimHorizon());

        assertThat(next(2)).containsExactly("one", "two");
        assertThat(read).isEmpty();
        assertThat(follower.state()).isEqualTo(State.CLOSED);
        assertThat(other.state()).isEqualTo(State.READING);
    }

    private StreamFollower follow(Start start) {
        StreamFollower follower = followers.followForGood(
                STREAM,
                start,
                (shard, records, behind) ->
                        records.forEach(record -> read.add(new String(record.data(), StandardCharsets.UTF_8))));
        follower.start();
        return follower;
    }

    private static void awaitReading(StreamFollower follower) {
        while (follower.state() != State.READING) {
            Thread.onSpinWait();
        }
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String record = read.poll(30, TimeUnit.SECONDS);
            assertThat(record).as("what comes after %s", next).isNotNull();
            next.add(record);
        }
        return next;
    }

    private Instant lastArrival() {
        String iterator = kinesis.client()
                .getShardIterator(request -> request.streamName(STREAM)
                        .shardId("shardId-000000000000")
                        .shardIteratorType("TRIM_HORIZON"))
                .join()
                .shardIterator();
        var records = kinesis.client()
                .getRecords(request -> request.shardIterator(iterator))
                .join()
                .records();
        return records.get(records.size() - 1).approximateArrivalTimestamp();
    }
}
