package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.NotOnLocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.Tag;

/** Consumers with a throughput of their own, and what they subscribe to. */
class ConsumersContractTest extends KinesisContract {

    private static String arn(String stream) {
        return describe(stream).streamARN();
    }

    private static String consumer(String stream, String name) {
        String arn = kinesis.registerStreamConsumer(
                        b -> b.streamARN(arn(stream)).consumerName(name))
                .consumer()
                .consumerARN();
        awaitConsumer(arn);
        return arn;
    }

    private static void awaitConsumer(String arn) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> consumer(arn).consumerStatus() == ConsumerStatus.ACTIVE);
    }

    private static ConsumerDescription consumer(String arn) {
        return kinesis.describeStreamConsumer(b -> b.consumerARN(arn)).consumerDescription();
    }

    private static SubscriberHere subscribe(String consumer, ShardIteratorType type) {
        return new SubscriberHere(async, consumer, shardId(0), from -> from.type(type));
    }

    @Test
    void isCreatedThenActiveThenGone() {
        String stream = stream(1);

        Consumer registered = kinesis.registerStreamConsumer(
                        b -> b.streamARN(arn(stream)).consumerName("map"))
                .consumer();

        assertThat(registered.consumerName()).isEqualTo("map");
        assertThat(registered.consumerStatus()).isEqualTo(ConsumerStatus.CREATING);
        assertThat(registered.consumerARN())
                .isEqualTo(arn(stream) + "/consumer/map:"
                        + registered.consumerCreationTimestamp().getEpochSecond());
        awaitConsumer(registered.consumerARN());
        ConsumerDescription described = kinesis.describeStreamConsumer(
                        b -> b.streamARN(arn(stream)).consumerName("map"))
                .consumerDescription();
        assertThat(described.streamARN()).isEqualTo(arn(stream));
        assertThat(described.consumerARN()).isEqualTo(registered.consumerARN());
        assertThat(kinesis.describeStreamSummary(b -> b.streamName(stream))
                        .streamDescriptionSummary()
                        .consumerCount())
                .isEqualTo(1);

        kinesis.deregisterStreamConsumer(b -> b.consumerARN(registered.consumerARN()));

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThatThrownBy(() -> consumer(registered.consumerARN()))
                        .isInstanceOf(ResourceNotFoundException.class));
    }

    @Test
    void areListedInPages() {
        String stream = stream(1);
        List<String> names = List.of("a", "b", "c");
        names.forEach(name -> consumer(stream, name));

        assertThat(kinesis
                        .listStreamConsumersPaginator(
                                b -> b.streamARN(arn(stream)).maxResults(2))
                        .stream()
                        .flatMap(page -> page.consumers().stream()))
                .extracting(Consumer::consumerName)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void aNameIsRegisteredOnce() {
        String stream = stream(1);
        consumer(stream, "map");

        assertThatThrownBy(() -> consumer(stream, "map")).isInstanceOf(ResourceInUseException.class);
    }

    @Test
    void aStreamHasTwentyConsumersAtMost() {
        String stream = stream(1);
        for (int i = 0; i < 20; i++) {
            consumer(stream, "consumer-" + i);
        }

        assertThatThrownBy(() -> consumer(stream, "one-too-many")).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void aStreamWithConsumersGoesOnlyTogetherWithThem() {
        String stream = stream(1);
        String consumer = consumer(stream, "map");

        assertThatThrownBy(() -> kinesis.deleteStream(b -> b.streamName(stream)))
                .isInstanceOf(ResourceInUseException.class);
        kinesis.deleteStream(b -> b.streamName(stream).enforceConsumerDeletion(true));
        created.remove(stream);

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThatThrownBy(() -> consumer(consumer)).isInstanceOf(ResourceNotFoundException.class));
    }

    @Test
    @NotOnLocalStack("has no tags of consumers")
    void haveTags() {
        String stream = stream(1);
        String consumer = kinesis.registerStreamConsumer(
                        b -> b.streamARN(arn(stream)).consumerName("map").tags(Map.of("born", "here")))
                .consumer()
                .consumerARN();

        kinesis.tagResource(b -> b.resourceARN(consumer).tags(Map.of("seen", "now")));
        assertThat(kinesis.listTagsForResource(b -> b.resourceARN(consumer)).tags())
                .extracting(Tag::key, Tag::value)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("born", "here"),
                        org.assertj.core.groups.Tuple.tuple("seen", "now"));

        kinesis.untagResource(b -> b.resourceARN(consumer).tagKeys("born"));
        assertThat(kinesis.listTagsForResource(b -> b.resourceARN(consumer)).tags())
                .extracting(Tag::key)
                .containsExactly("seen");
        assertThat(kinesis.listTagsForResource(b -> b.resourceARN(arn(stream))).tags())
                .isEmpty();
    }

    @Test
    void getsWhatIsThereAndThenWhatArrives() throws Exception {
        String stream = stream(1);
        String before = put(stream, "Shadowfax", "before").sequenceNumber();

        try (SubscriberHere subscriber = subscribe(consumer(stream, "map"), ShardIteratorType.TRIM_HORIZON)) {
            SubscribeToShardEvent first = subscriber.next();
            assertThat(texts(first.records())).containsExactly("before");
            assertThat(first.records().get(0).sequenceNumber()).isEqualTo(before);
            assertThat(first.records().get(0).partitionKey()).isEqualTo("Shadowfax");
            assertThat(first.millisBehindLatest()).isZero();
            put(stream, "Shadowfax", "after");
            assertThat(subscriber.texts(1)).containsExactly("after");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ShardIteratorType.class,
            names = {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "AT_TIMESTAMP", "LATEST"})
    void beginsWhereItIsTold(ShardIteratorType type) throws Exception {
        String stream = stream(1);
        put(stream, "key", "r0");
        String number = put(stream, "key", "r1").sequenceNumber();
        put(stream, "key", "r2");
        List<software.amazon.awssdk.services.kinesis.model.Record> all =
                read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON));

        try (SubscriberHere subscriber = new SubscriberHere(async, consumer(stream, "map"), shardId(0), from -> {
            from.type(type);
            if (type == ShardIteratorType.AT_TIMESTAMP) {
                from.timestamp(all.get(0).approximateArrivalTimestamp());
            } else if (type != ShardIteratorType.LATEST) {
                from.sequenceNumber(number);
            }
        })) {
            SubscribeToShardEvent first = subscriber.next();
            put(stream, "key", "r3");

            List<String> expected = switch (type) {
                case AT_TIMESTAMP -> List.of("r0", "r1", "r2", "r3");
                case AT_SEQUENCE_NUMBER -> List.of("r1", "r2", "r3");
                case AFTER_SEQUENCE_NUMBER -> List.of("r2", "r3");
                default -> List.of("r3");
            };
            List<String> got = new java.util.ArrayList<>(texts(first.records()));
            got.addAll(subscriber.texts(expected.size() - got.size()));
            assertThat(got).isEqualTo(expected);
        }
    }

    /** So that nothing is read twice or left out, whether the event held records or not. */
    @Test
    void goesOnAfterTheContinuationSequenceNumber() throws Exception {
        String stream = stream(1);
        String quiet;
        try (SubscriberHere subscriber = subscribe(consumer(stream, "first"), ShardIteratorType.LATEST)) {
            quiet = subscriber.next().continuationSequenceNumber();
        }
        put(stream, "key", "r0");
        String behindOne;
        try (SubscriberHere subscriber = new SubscriberHere(
                async,
                consumer(stream, "second"),
                shardId(0),
                from -> from.type(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(quiet))) {
            SubscribeToShardEvent first = subscriber.next();
            assertThat(texts(first.records())).containsExactly("r0");
            behindOne = first.continuationSequenceNumber();
        }
        put(stream, "key", "r1");

        try (SubscriberHere subscriber = new SubscriberHere(
                async,
                consumer(stream, "third"),
                shardId(0),
                from -> from.type(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(behindOne))) {
            assertThat(texts(subscriber.next().records())).containsExactly("r1");
        }
    }

    @Test
    void endsWithTheShardAndNamesItsChildren() throws Exception {
        String stream = stream(1);
        put(stream, "key", "last");
        try (SubscriberHere subscriber = subscribe(consumer(stream, "map"), ShardIteratorType.TRIM_HORIZON)) {
            assertThat(subscriber.texts(1)).containsExactly("last");
            kinesis.splitShard(b -> b.streamName(stream)
                    .shardToSplit(shardId(0))
                    .newStartingHashKey(HASH_KEYS.shiftRight(1).toString()));

            SubscribeToShardEvent event = subscriber.next();
            while (event.childShards().isEmpty()) {
                event = subscriber.next();
            }

            assertThat(event.continuationSequenceNumber()).isNull();
            List<Shard> children = open(stream);
            assertThat(event.childShards())
                    .extracting(child -> child.shardId())
                    .containsExactlyInAnyOrderElementsOf(
                            children.stream().map(Shard::shardId).toList());
            assertThat(event.childShards())
                    .allSatisfy(child -> assertThat(child.parentShards()).containsExactly(shardId(0)));
            subscriber.end().join();
        }
    }

    @Test
    void givesLargeRecordsWholeAndAllOfMany() throws Exception {
        String stream = stream(1);
        byte[] large = new byte[1024 * 1024 - 3];
        large[large.length - 1] = 7;
        kinesis.putRecord(b -> b.streamName(stream).partitionKey("key").data(SdkBytes.fromByteArray(large)));
        for (int i = 0; i < 5; i++) {
            kinesis.putRecords(b -> b.streamName(stream).records(entries(500)));
        }

        try (SubscriberHere subscriber = subscribe(consumer(stream, "map"), ShardIteratorType.TRIM_HORIZON)) {
            assertThat(subscriber.records(1).get(0).data().asByteArray()).isEqualTo(large);
            assertThat(subscriber.texts(2_500))
                    .isEqualTo(java.util.stream.IntStream.range(0, 2_500)
                            .mapToObj(i -> "data " + i % 500)
                            .toList());
        }
    }

    @Test
    @NotOnLocalStack("lets any number of subscriptions be")
    void isRefusedWithinFiveSecondsOfAnother() throws Exception {
        String stream = stream(1);
        String consumer = consumer(stream, "map");
        try (SubscriberHere first = subscribe(consumer, ShardIteratorType.LATEST)) {
            first.next();

            try (SubscriberHere second = subscribe(consumer, ShardIteratorType.LATEST)) {
                assertThatThrownBy(() -> second.end().join())
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(ResourceInUseException.class);
            }
        }
    }

    @Test
    void refusesWhatIsNotThereOrMakesNoSense() throws Exception {
        String stream = stream(1);
        String consumer = consumer(stream, "map");

        assertThatThrownBy(() -> new SubscriberHere(async, consumer, shardId(7), from -> from.type("LATEST"))
                        .end()
                        .join())
                .hasCauseInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> new SubscriberHere(
                                async, consumer.replaceFirst(":\\d+$", ":1"), shardId(0), from -> from.type("LATEST"))
                        .end()
                        .join())
                .hasCauseInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> new SubscriberHere(
                                async,
                                consumer,
                                shardId(0),
                                from -> from.type("AT_SEQUENCE_NUMBER").sequenceNumber("x"))
                        .end()
                        .join())
                .hasCauseInstanceOf(InvalidArgumentException.class);
    }
}
