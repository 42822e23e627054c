package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.http.AwsBody;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.InternalFailureException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;
import tools.jackson.databind.JsonNode;

/** What time, limits and faults do to consumers and their subscriptions; of local-aws alone, whose clock can be moved. */
@Timeout(120)
class SubscriptionsTimeTest {

    private static final String SHARD = "shardId-000000000000";

    @TempDir
    private Path folder;

    private KinesisHere here;
    private KinesisAsyncClient async;
    private String stream;

    @BeforeEach
    void start() {
        open(Faults.NONE);
        here.client().createStream(b -> b.streamName("s").shardCount(1));
        stream = here.client()
                .describeStreamSummary(b -> b.streamName("s"))
                .streamDescriptionSummary()
                .streamARN();
    }

    private void open(Faults faults) {
        here = new KinesisHere(folder, faults);
        async = ContractEndpoint.client(
                KinesisAsyncClient.builder().overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())),
                here.endpoint());
    }

    @AfterEach
    void stop() {
        async.close();
        here.close();
    }

    private String register(String name) {
        return here.client()
                .registerStreamConsumer(b -> b.streamARN(stream).consumerName(name))
                .consumer()
                .consumerARN();
    }

    private String active() {
        String consumer = register("map");
        here.pass(Duration.ofSeconds(1));
        return consumer;
    }

    private SubscriberHere subscribe(String consumer) {
        return new SubscriberHere(async, consumer, SHARD, from -> from.type("TRIM_HORIZON"));
    }

    private void put(int bytes) {
        here.client()
                .putRecord(b -> b.streamName("s").partitionKey("key").data(SdkBytes.fromByteArray(new byte[bytes])));
    }

    @Test
    void aSubscriptionEndsAfterFiveMinutes() throws Exception {
        try (SubscriberHere subscriber = subscribe(active())) {
            subscriber.next();

            here.pass(Duration.ofMinutes(5).minusMillis(1));
            subscriber.next();
            here.pass(Duration.ofMillis(1));

            subscriber.end().join();
        }
    }

    @Test
    void anEventWithoutRecordsComesEveryFiveSeconds() throws Exception {
        try (SubscriberHere subscriber = subscribe(active())) {
            String before = subscriber.next().continuationSequenceNumber();

            here.pass(Duration.ofSeconds(5));
            SubscribeToShardEvent quiet = subscriber.next();

            assertThat(quiet.records()).isEmpty();
            assertThat(quiet.continuationSequenceNumber()).isEqualTo(before);
        }
    }

    @Test
    void aCallFiveSecondsAfterAnotherTakesOver() throws Exception {
        String consumer = active();
        try (SubscriberHere first = subscribe(consumer)) {
            first.next();
            here.pass(Duration.ofMillis(4_999));
            assertThatThrownBy(() -> subscribe(consumer).end().join()).hasCauseInstanceOf(ResourceInUseException.class);
            here.pass(Duration.ofMillis(1));

            try (SubscriberHere second = subscribe(consumer)) {
                second.next();

                assertThatThrownBy(() -> first.end().join()).hasCauseInstanceOf(ResourceInUseException.class);
            }
        }
    }

    @Test
    void endsWithItsConsumer() throws Exception {
        String consumer = active();
        try (SubscriberHere subscriber = subscribe(consumer)) {
            subscriber.next();

            here.client().deregisterStreamConsumer(b -> b.consumerARN(consumer));

            assertThatThrownBy(() -> subscriber.end().join()).hasCauseInstanceOf(ResourceNotFoundException.class);
        }
    }

    @Test
    void aConsumerThatIsBeingCreatedCannotSubscribe() {
        String consumer = register("map");

        assertThatThrownBy(() -> subscribe(consumer).end().join()).hasCauseInstanceOf(ResourceInUseException.class);
    }

    @Test
    void fiveConsumersAtMostAreBeingCreated() {
        for (int i = 0; i < 5; i++) {
            register("consumer-" + i);
        }

        assertThatThrownBy(() -> register("consumer-5")).isInstanceOf(LimitExceededException.class);
        here.pass(Duration.ofSeconds(1));
        register("consumer-5");
    }

    @Test
    void consumersAreThereAfterARestart() throws Exception {
        String consumer = active();
        put(1);
        stop();
        open(Faults.NONE);
        here.pass(Duration.ofSeconds(1));

        assertThat(here.client()
                        .describeStreamConsumer(b -> b.consumerARN(consumer))
                        .consumerDescription()
                        .consumerStatus())
                .isEqualTo(ConsumerStatus.ACTIVE);
        try (SubscriberHere subscriber = subscribe(consumer)) {
            assertThat(subscriber.records(1)).hasSize(1);
        }
    }

    @Test
    void aStreamKeptByAnEarlierVersionHasNoConsumers() throws Exception {
        stop();
        Path kept = folder.resolve("s/stream.json");
        String description = Files.readString(kept);
        assertThat(description).contains(",\"consumers\":[]");
        Files.writeString(kept, description.replace(",\"consumers\":[]", ""));
        open(Faults.NONE);

        assertThat(here.client().listStreamConsumers(b -> b.streamARN(stream)).consumers())
                .isEmpty();
        active();
    }

    @Test
    void aConsumerGetsTwoMebibytesASecondOfAShard() throws Exception {
        stop();
        open(new Faults(0, 0, 0, 0, 0, 0, true, 0));
        String consumer = active();
        for (int i = 0; i < 6; i++) {
            put(1024 * 1024 - 3);
            here.pass(Duration.ofSeconds(1));
        }

        try (SubscriberHere subscriber = subscribe(consumer)) {
            assertThat(subscriber.records(2)).hasSize(2);
            SubscriberHere.Waiting third = subscriber.waitForNext();
            // The clock stands still: nothing comes, however long one waits.
            while (!overLimit()) {
                Thread.onSpinWait();
            }
            assertThat(third.hasCome()).isFalse();
            here.pass(Duration.ofSeconds(1));

            assertThat(third.get().records()).hasSize(1);
        }
    }

    private boolean overLimit() {
        return here.service().faults().counts().getOrDefault("OVER_LIMIT_PUSHED", 0L) > 0;
    }

    /** The SDK for Java asks in JSON for this one operation; others may ask in CBOR, as for all. */
    @ParameterizedTest
    @EnumSource
    void eventsAreInTheEncodingOfTheCall(AwsBody body) throws Exception {
        put(3);
        byte[] call = body.mapper()
                .writeValueAsBytes(Map.of(
                        "ConsumerARN", active(), "ShardId", SHARD, "StartingPosition", Map.of("Type", "TRIM_HORIZON")));
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(here.endpoint())
                                .header("X-Amz-Target", "Kinesis_20131202.SubscribeToShard")
                                .header("Content-Type", body.contentType())
                                .POST(HttpRequest.BodyPublishers.ofByteArray(call))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/vnd.amazon.eventstream");
        List<Message> messages = new ArrayList<>();
        MessageDecoder decoder = new MessageDecoder(messages::add);
        try (InputStream events = answer.body()) {
            byte[] buffer = new byte[4_096];
            while (messages.size() < 2) {
                int read = events.read(buffer);
                assertThat(read).isPositive();
                decoder.feed(buffer, 0, read);
            }
        }
        assertThat(header(messages.get(0), ":event-type")).isEqualTo("initial-response");
        Message event = messages.get(1);
        assertThat(header(event, ":event-type")).isEqualTo("SubscribeToShardEvent");
        assertThat(header(event, ":content-type")).isEqualTo(body.contentType());
        JsonNode record = body.mapper().readTree(event.getPayload()).at("/Records/0");
        assertThat(record.get("Data").binaryValue()).isEqualTo(new byte[3]);
        assertThat(body.instant(record.get("ApproximateArrivalTimestamp")))
                .isEqualTo(here.now().minusSeconds(1));
    }

    private static String header(Message message, String name) {
        return Objects.requireNonNull(message.getHeaders().get(name)).getString();
    }

    /** What is not asked for stays in the shard: neither here nor in the client is it queued. */
    @Test
    void aClientThatDoesNotReadIsGivenLittle() throws Exception {
        int records = 64;
        String slow = register("slow");
        String quick = active();
        for (int i = 0; i < records; i++) {
            put(1024 * 1024 - 3);
        }

        try (SubscriberHere idle = subscribe(slow);
                SubscriberHere reader = subscribe(quick)) {
            idle.next();
            assertThat(reader.records(records)).hasSize(records);

            assertThat(here.service().subscriptions().written("map")).isGreaterThan(records * 1024L * 1024);
            assertThat(here.service().subscriptions().written("slow")).isBetween(1024L * 1024, 16L * 1024 * 1024);
        }
    }

    @Test
    void breaksOnPurpose() throws Exception {
        stop();
        open(new Faults(0, 0, 0, 0, 1, 0, false, 0));

        try (SubscriberHere subscriber = subscribe(active())) {
            assertThatThrownBy(() -> subscriber.end().join()).hasCauseInstanceOf(InternalFailureException.class);
        }
    }
}
