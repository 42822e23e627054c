package com.wildrydes.streams.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** What only enhanced fan-out has: consumers, which come and go with replicas, and subscriptions, which end. */
@Timeout(120)
class FanOutIT {

    private static final String STREAM = "wildrydes";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private LocalKinesis kinesis;
    private final List<KinesisStreamFollowers> replicas = new ArrayList<>();

    @BeforeEach
    void startKinesis() {
        kinesis = LocalKinesis.start(data, "kinesis");
        kinesis.create(STREAM, 1);
    }

    @AfterEach
    void stopAll() {
        replicas.forEach(KinesisStreamFollowers::close);
        kinesis.close();
    }

    /** A replica of the map, and what it reads. */
    private final class Replica {
        private final BlockingQueue<String> read = new LinkedBlockingQueue<>();
        private final StreamFollower follower;

        Replica(String name) {
            this(name, Clock.systemUTC());
        }

        Replica(String name, Clock clock) {
            KinesisStreamFollowers followers = new KinesisStreamFollowers(
                    kinesis.client(),
                    () -> LocalKinesis.client(kinesis.endpoint()),
                    new Following(Duration.ofMillis(20), 10_000, true, "wildrydes-dashboard", name),
                    clock);
            replicas.add(followers);
            follower = followers.followForGood(
                    STREAM,
                    new Start.TrimHorizon(),
                    (shard, records, behind) ->
                            records.forEach(record -> read.add(new String(record.data(), StandardCharsets.UTF_8))));
            follower.start();
        }

        List<String> next(int count) throws InterruptedException {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String record = read.poll(30, TimeUnit.SECONDS);
                assertThat(record).as("what comes after %s", next).isNotNull();
                next.add(record);
            }
            return next;
        }
    }

    private String streamArn() {
        return kinesis.client()
                .describeStreamSummary(request -> request.streamName(STREAM))
                .join()
                .streamDescriptionSummary()
                .streamARN();
    }

    private List<Consumer> consumers() {
        return kinesis.client()
                .listStreamConsumers(request -> request.streamARN(streamArn()))
                .join()
                .consumers();
    }

    private List<String> names() {
        return consumers().stream().map(Consumer::consumerName).toList();
    }

    private String register(String name) {
        String arn = kinesis.client()
                .registerStreamConsumer(
                        request -> request.streamARN(streamArn()).consumerName(name))
                .join()
                .consumer()
                .consumerARN();
        await().atMost(PATIENCE)
                .until(() -> kinesis.client()
                                .describeStreamConsumer(request -> request.consumerARN(arn))
                                .join()
                                .consumerDescription()
                                .consumerStatus()
                        == ConsumerStatus.ACTIVE);
        return arn;
    }

    private void put(String data) {
        kinesis.put(STREAM, "Shadowfax", data);
    }

    @Test
    void eachReplicaReadsEverythingAsAConsumerThatGoesWithIt() throws Exception {
        put("r0");
        Replica one = new Replica("one");
        Replica two = new Replica("two");
        assertThat(one.next(1)).containsExactly("r0");
        assertThat(two.next(1)).containsExactly("r0");
        assertThat(names()).containsExactly("wildrydes-dashboard-one", "wildrydes-dashboard-two");

        one.follower.close();

        assertThat(names()).containsExactly("wildrydes-dashboard-two");
        put("r1");
        assertThat(two.next(1)).containsExactly("r1");
    }

    @Test
    void makesNoReadsOfTheBudgetThatAllWhoPollShare() throws Exception {
        Replica replica = new Replica("one");
        put("r0");
        replica.next(1);

        assertThat(kinesis.calls()).contains("\"SubscribeToShard\":1").doesNotContain("GetRecords");
    }

    @Test
    void aReplicaThatComesAgainUnderItsNameTakesItsConsumerOver() throws Exception {
        String left = register("wildrydes-dashboard-one");
        put("r0");

        assertThat(new Replica("one").next(1)).containsExactly("r0");

        assertThat(consumers()).extracting(Consumer::consumerARN).containsExactly(left);
    }

    @Test
    void readsOnWithoutGapOrDoublingWhenItsSubscriptionIsTakenOver() throws Exception {
        Replica replica = new Replica("one");
        put("r0");
        assertThat(replica.next(1)).containsExactly("r0");
        String arn = consumers().get(0).consumerARN();

        takeOver(arn);
        for (int i = 1; i < 50; i++) {
            put("r" + i);
        }

        assertThat(replica.next(49))
                .isEqualTo(java.util.stream.IntStream.range(1, 50)
                        .mapToObj(i -> "r" + i)
                        .toList());
        assertThat(replica.read).isEmpty();
    }

    /** Until Kinesis lets it, which it does five seconds after the subscription that it takes over. */
    private void takeOver(String consumer) {
        try (KinesisAsyncClient other = kinesis.impatientClient()) {
            await().atMost(PATIENCE).until(() -> {
                CompletableFuture<Boolean> subscribed = new CompletableFuture<>();
                other.subscribeToShard(
                                request -> request.consumerARN(consumer)
                                        .shardId("shardId-000000000000")
                                        .startingPosition(from -> from.type("LATEST")),
                                SubscribeToShardResponseHandler.builder()
                                        .onResponse(response -> subscribed.complete(true))
                                        .onError(failure -> subscribed.complete(false))
                                        .subscriber(event -> {})
                                        .build())
                        .exceptionally(failure -> null);
                return subscribed.get(10, TimeUnit.SECONDS);
            });
        }
    }

    @Test
    void registersAnewWhenItsConsumerIsGone() throws Exception {
        Replica replica = new Replica("one");
        put("r0");
        assertThat(replica.next(1)).containsExactly("r0");
        String arn = consumers().get(0).consumerARN();

        kinesis.client()
                .deregisterStreamConsumer(request -> request.consumerARN(arn))
                .join();
        put("r1");

        assertThat(replica.next(1)).containsExactly("r1");
        assertThat(names()).containsExactly("wildrydes-dashboard-one");
    }

    @Test
    void saysThatThereIsNoRoomAndReadsWhenThereIs() throws Exception {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            others.add(register("other-" + i));
        }
        put("r0");
        Replica replica = new Replica("one");
        await().atMost(PATIENCE).until(() -> replica.follower.state() == State.TOO_MANY_CONSUMERS);

        kinesis.client()
                .deregisterStreamConsumer(request -> request.consumerARN(others.get(7)))
                .join();

        assertThat(replica.next(1)).containsExactly("r0");
        await().atMost(PATIENCE).until(() -> replica.follower.state() == State.READING);
    }

    @Test
    void makesRoomByDeregisteringReplicasThatAreLongDeadAndNobodyElse() throws Exception {
        for (int i = 0; i < 18; i++) {
            register("other-" + i);
        }
        register("wildrydes-dashboard-dead");
        String alive = register("wildrydes-dashboard-alive");
        Instant inAnHour = Instant.now().plus(Duration.ofHours(1));
        kinesis.client()
                .tagResource(
                        request -> request.resourceARN(alive).tags(Map.of(ConsumerName.ALIVE, inAnHour.toString())))
                .join();
        put("r0");

        assertThat(new Replica("one", Clock.fixed(inAnHour, ZoneOffset.UTC)).next(1))
                .containsExactly("r0");

        assertThat(names())
                .hasSize(20)
                .contains("wildrydes-dashboard-one", "wildrydes-dashboard-alive", "other-0", "other-17")
                .doesNotContain("wildrydes-dashboard-dead");
    }
}
