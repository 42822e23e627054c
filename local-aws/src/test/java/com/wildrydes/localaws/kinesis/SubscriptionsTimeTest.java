package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.ContractEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.InternalFailureException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

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

    @Test
    void breaksOnPurpose() throws Exception {
        stop();
        open(new Faults(0, 0, 0, 0, 1, 0, false, 0));

        try (SubscriberHere subscriber = subscribe(active())) {
            assertThatThrownBy(() -> subscriber.end().join()).hasCauseInstanceOf(InternalFailureException.class);
        }
    }
}
