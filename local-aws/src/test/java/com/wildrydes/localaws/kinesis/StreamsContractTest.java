package com.wildrydes.localaws.kinesis;

import static com.wildrydes.localaws.ContractEndpoint.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.NotOnLocalStack;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/** Streams as such: making, describing, listing, changing and deleting them. */
@Tag("localstack")
class StreamsContractTest extends KinesisContract {

    @Test
    void describesANewStream() {
        Instant before = Instant.now().minusSeconds(1);
        String stream = stream(2);

        StreamDescription description = describe(stream);

        assertThat(description.streamName()).isEqualTo(stream);
        assertThat(description.streamARN()).matches("arn:aws:kinesis:us-east-1:\\d{12}:stream/" + stream);
        assertThat(description.streamCreationTimestamp()).isBetween(before, Instant.now());
        assertThat(description.retentionPeriodHours()).isEqualTo(24);
        assertThat(description.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
        assertThat(description.hasMoreShards()).isFalse();
        assertThat(description.shards()).extracting(Shard::shardId).containsExactly(shardId(0), shardId(1));
        assertThat(description.shards().get(0).hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThat(description.shards().get(1).hashKeyRange().endingHashKey())
                .isEqualTo(HASH_KEYS.subtract(BigInteger.ONE).toString());
        assertThat(description.shards()).allSatisfy(shard -> {
            assertThat(shard.sequenceNumberRange().startingSequenceNumber()).matches("\\d{56}");
            assertThat(shard.sequenceNumberRange().endingSequenceNumber()).isNull();
            assertThat(shard.parentShardId()).isNull();
        });
        assertThat(kinesis.describeStreamSummary(b -> b.streamARN(description.streamARN()))
                        .streamDescriptionSummary()
                        .openShardCount())
                .isEqualTo(2);
    }

    @Test
    void pagesDescriptionsAndLists() {
        String stream = stream(5);

        StreamDescription first =
                kinesis.describeStream(b -> b.streamName(stream).limit(3)).streamDescription();
        StreamDescription second = kinesis.describeStream(
                        b -> b.streamName(stream).limit(3).exclusiveStartShardId(shardId(2)))
                .streamDescription();
        ListShardsResponse page = kinesis.listShards(b -> b.streamName(stream).maxResults(4));
        ListShardsResponse rest = kinesis.listShards(b -> b.nextToken(page.nextToken()));

        assertThat(first.shards()).hasSize(3);
        assertThat(first.hasMoreShards()).isTrue();
        assertThat(second.shards()).extracting(Shard::shardId).containsExactly(shardId(3), shardId(4));
        assertThat(second.hasMoreShards()).isFalse();
        assertThat(page.shards()).hasSize(4);
        assertThat(rest.shards()).extracting(Shard::shardId).containsExactly(shardId(4));
        assertThat(rest.nextToken()).isNull();
        assertThatThrownBy(() -> kinesis.listShards(b -> b.streamName(stream).nextToken(page.nextToken())))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void listsStreamsByNameInPages() {
        List<String> names = List.of(stream(1), stream(1), stream(1));

        List<String> listed = new ArrayList<>();
        ListStreamsResponse page = kinesis.listStreams(b -> b.limit(2));
        while (page.hasMoreStreams()) {
            assertThat(page.streamNames()).hasSize(2).noneMatch(listed::contains);
            listed.addAll(page.streamNames());
            String last = listed.get(listed.size() - 1);
            page = kinesis.listStreams(b -> b.limit(2).exclusiveStartStreamName(last));
        }
        listed.addAll(page.streamNames());

        assertThat(listed).containsAll(names).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @NotOnLocalStack("names no next token: the paginator reads the first page for ever")
    void listsStreamsByTokensToo() {
        List<String> names = List.of(stream(1), stream(1), stream(1));

        List<String> listed = new ArrayList<>();
        kinesis.listStreamsPaginator(b -> b.limit(2)).streamNames().forEach(listed::add);

        assertThat(listed).containsAll(names).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anUnknownStreamIsNotFound() {
        assertThatThrownBy(() -> describe("no-such-stream"))
                .isInstanceOf(ResourceNotFoundException.class)
                .satisfies(e -> assertThat(((KinesisException) e).requestId()).isNotBlank());
        assertThatThrownBy(() -> put("no-such-stream", "key", "data")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void anExistingStreamCannotBeCreatedAgain() {
        String stream = stream(1);

        assertThatThrownBy(() -> kinesis.createStream(b -> b.streamName(stream).shardCount(1)))
                .isInstanceOf(ResourceInUseException.class);
    }

    @Test
    void aStreamCreatedAnewIsAnotherStream() {
        String stream = stream(1);
        put(stream, "key", "old");
        String iterator = iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON);
        Instant created = describe(stream).streamCreationTimestamp();

        createAnew(stream);

        assertThat(describe(stream).streamCreationTimestamp()).isAfter(created);
        assertThat(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)))
                .isEmpty();
        put(stream, "key", "new");
        assertRefused(() -> read(iterator));
    }

    @Test
    @NotOnLocalStack("finds nothing with an iterator of the old stream, until the new one holds a record")
    void anIteratorIsOfOneStreamAlone() {
        String stream = stream(1);
        put(stream, "key", "old");
        String iterator = iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON);

        createAnew(stream);

        assertRefused(() -> read(iterator));
    }

    private static void createAnew(String stream) {
        kinesis.deleteStream(b -> b.streamName(stream));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        !kinesis.listStreams(b -> b.limit(10_000)).streamNames().contains(stream));
        kinesis.createStream(b -> b.streamName(stream).shardCount(1));
        awaitActive(stream);
    }

    @Test
    void changesTheRetentionPeriodInTheStatedDirectionOnly() {
        String stream = stream(1);

        kinesis.increaseStreamRetentionPeriod(b -> b.streamName(stream).retentionPeriodHours(48));
        awaitActive(stream);
        assertThat(describe(stream).retentionPeriodHours()).isEqualTo(48);
        assertThatThrownBy(() -> kinesis.increaseStreamRetentionPeriod(
                        b -> b.streamName(stream).retentionPeriodHours(47)))
                .isInstanceOf(InvalidArgumentException.class);
        kinesis.decreaseStreamRetentionPeriod(b -> b.streamName(stream).retentionPeriodHours(24));
        awaitActive(stream);
        assertThat(describe(stream).retentionPeriodHours()).isEqualTo(24);
        assertThatThrownBy(() -> kinesis.decreaseStreamRetentionPeriod(
                        b -> b.streamName(stream).retentionPeriodHours(23)))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void keepsTags() {
        String stream = stream(1);

        kinesis.addTagsToStream(b -> b.streamName(stream).tags(Map.of("fleet", "north", "owner", "wildrydes")));
        kinesis.removeTagsFromStream(b -> b.streamName(stream).tagKeys("owner"));

        assertThat(kinesis.listTagsForStream(b -> b.streamName(stream)).tags())
                .singleElement()
                .satisfies(tag -> {
                    assertThat(tag.key()).isEqualTo("fleet");
                    assertThat(tag.value()).isEqualTo("north");
                });
    }

    @Test
    void changesTheModeOfAStream() {
        String stream = unique("contract");
        kinesis.createStream(b -> b.streamName(stream).streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
        created.add(stream);
        awaitActive(stream);

        assertThat(describe(stream).shards()).hasSize(4);
        kinesis.updateStreamMode(b ->
                b.streamARN(describe(stream).streamARN()).streamModeDetails(m -> m.streamMode(StreamMode.PROVISIONED)));
        awaitActive(stream);
        assertThat(describe(stream).streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "name/with/slash"})
    void refusesNamesThatCannotBe(String name) {
        assertRefused(() -> kinesis.createStream(b -> b.streamName(name).shardCount(1)));
    }

    @Test
    @NotOnLocalStack("words its messages otherwise")
    void wordsItsRefusals() {
        assertThatThrownBy(() -> describe("no-such-stream"))
                .hasMessageContaining("Stream no-such-stream under account");
        assertThatThrownBy(() -> kinesis.createStream(b -> b.streamName("a b").shardCount(1)))
                .hasMessageContaining("'streamName' failed to satisfy constraint");
    }
}
