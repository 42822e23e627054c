package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.NotOnLocalStack;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Shards that split, merge and scale, and how their lineage shows. */
@Tag("localstack")
class ShardsContractTest extends KinesisContract {

    @Test
    void aSplitShardEndsWithItsChildren() {
        String stream = stream(1);
        put(stream, "key", "before");
        String iterator = iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON);
        BigInteger middle = HASH_KEYS.shiftRight(1);

        kinesis.splitShard(b -> b.streamName(stream).shardToSplit(shardId(0)).newStartingHashKey(middle.toString()));
        awaitActive(stream);
        PutRecordResponse after = put(stream, "key", "after");

        List<Shard> shards = shards(stream);
        assertThat(shards).hasSize(3);
        assertThat(shards.get(0).sequenceNumberRange().endingSequenceNumber()).isNotNull();
        assertThat(shards.subList(1, 3)).allSatisfy(child -> {
            assertThat(child.parentShardId()).isEqualTo(shardId(0));
            assertThat(child.adjacentParentShardId()).isNull();
            assertThat(new BigInteger(child.sequenceNumberRange().startingSequenceNumber()))
                    .isGreaterThan(
                            new BigInteger(shards.get(0).sequenceNumberRange().endingSequenceNumber()));
        });
        assertThat(shards.get(1).hashKeyRange().endingHashKey())
                .isEqualTo(middle.subtract(BigInteger.ONE).toString());
        assertThat(shards.get(2).hashKeyRange().startingHashKey()).isEqualTo(middle.toString());
        assertThat(after.shardId()).isIn(shardId(1), shardId(2));
        List<String> read = new ArrayList<>();
        GetRecordsResponse last = readToEnd(iterator, read);
        assertThat(read).containsExactly("before");
        assertThat(last.childShards())
                .hasSize(2)
                .allSatisfy(child -> assertThat(child.parentShards()).containsExactly(shardId(0)));
        assertThatThrownBy(() -> kinesis.splitShard(
                        b -> b.streamName(stream).shardToSplit(shardId(0)).newStartingHashKey(middle.toString())))
                .isInstanceOf(KinesisException.class);
    }

    private static GetRecordsResponse readToEnd(String iterator, List<String> into) {
        String current = iterator;
        while (true) {
            String now = current;
            GetRecordsResponse response = kinesis.getRecords(b -> b.shardIterator(now));
            into.addAll(texts(response.records()));
            if (response.nextShardIterator() == null) {
                return response;
            }
            current = response.nextShardIterator();
        }
    }

    @Test
    void mergedShardsHaveOneChildWithTwoParents() {
        String stream = stream(4);

        merge(stream, 1, 2);
        awaitActive(stream);

        List<Shard> shards = shards(stream);
        Shard child = shards.get(4);
        assertThat(child.parentShardId()).isEqualTo(shardId(1));
        assertThat(child.adjacentParentShardId()).isEqualTo(shardId(2));
        assertThat(child.hashKeyRange().startingHashKey())
                .isEqualTo(shards.get(1).hashKeyRange().startingHashKey());
        assertThat(child.hashKeyRange().endingHashKey())
                .isEqualTo(shards.get(2).hashKeyRange().endingHashKey());
        GetRecordsResponse end = readToEnd(iterator(stream, shardId(2), ShardIteratorType.LATEST), new ArrayList<>());
        assertThat(end.childShards())
                .singleElement()
                .satisfies(found -> assertThat(found.parentShards()).containsExactly(shardId(1), shardId(2)));
        assertThatThrownBy(() -> merge(stream, 0, 3)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    @NotOnLocalStack("calls a closed shard a ResourceInUse")
    void refusesToMergeWithAClosedShard() {
        String stream = stream(3);

        merge(stream, 1, 2);
        awaitActive(stream);

        assertThatThrownBy(() -> merge(stream, 0, 2))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("not an adjacent pair");
    }

    private static void merge(String stream, int shard, int adjacent) {
        kinesis.mergeShards(
                b -> b.streamName(stream).shardToMerge(shardId(shard)).adjacentShardToMerge(shardId(adjacent)));
    }

    @Test
    void keepsEveryRecordOfWritersThroughASplitAndAMerge() {
        String stream = stream(1);
        List<String> sent = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 20; i++) {
                sent.add(round + "/" + i);
                put(stream, "key " + i % 5, round + "/" + i);
            }
            if (round == 0) {
                kinesis.splitShard(b -> b.streamName(stream)
                        .shardToSplit(shardId(0))
                        .newStartingHashKey(HASH_KEYS.shiftRight(2).toString()));
            } else if (round == 1) {
                merge(stream, 1, 2);
            }
            awaitActive(stream);
        }

        List<String> read = new ArrayList<>();
        for (Shard shard : shards(stream)) {
            read.addAll(texts(read(iterator(stream, shard.shardId(), ShardIteratorType.TRIM_HORIZON))));
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(sent);
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "4, 2", "3, 6", "1, 2", "4, 4"})
    void scalesToEqualRanges(int from, int to) {
        assertScalesToEqualRanges(from, to);
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "3, 2", "5, 3"})
    @NotOnLocalStack("splits or merges as few shards as it can: the ranges are not equal")
    void scalesToEqualRangesAcrossTheOldOnes(int from, int to) {
        assertScalesToEqualRanges(from, to);
    }

    private static void assertScalesToEqualRanges(int from, int to) {
        String stream = stream(from);

        kinesis.updateShardCount(
                b -> b.streamName(stream).targetShardCount(to).scalingType(ScalingType.UNIFORM_SCALING));
        awaitActive(stream);

        List<Shard> open = open(stream).stream()
                .sorted(Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
        assertThat(open).hasSize(to);
        BigInteger next = BigInteger.ZERO;
        for (Shard shard : open) {
            assertThat(new BigInteger(shard.hashKeyRange().startingHashKey())).isEqualTo(next);
            BigInteger end = new BigInteger(shard.hashKeyRange().endingHashKey());
            assertThat(end.subtract(next)
                            .subtract(HASH_KEYS.divide(BigInteger.valueOf(to)))
                            .abs())
                    .as("what is lost to rounding")
                    .isLessThan(BigInteger.valueOf(from + to));
            next = end.add(BigInteger.ONE);
        }
        assertThat(next).isEqualTo(HASH_KEYS);
        List<String> closed = shards(stream).stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() != null)
                .map(Shard::shardId)
                .toList();
        assertThat(shards(stream))
                .allSatisfy(shard -> assertThat(shard.parentShardId() == null || closed.contains(shard.parentShardId()))
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource({"2, 5", "6, 2"})
    void scalesToDoubleOrHalfAtMost(int from, int to) {
        assertDoesNotScale(from, to);
    }

    @Test
    @NotOnLocalStack("takes 2 for the half of 5")
    void roundsTheHalfUp() {
        assertDoesNotScale(5, 2);
    }

    private static void assertDoesNotScale(int from, int to) {
        String stream = stream(from);

        assertThatThrownBy(() -> kinesis.updateShardCount(
                        b -> b.streamName(stream).targetShardCount(to).scalingType(ScalingType.UNIFORM_SCALING)))
                .isInstanceOfAny(LimitExceededException.class, InvalidArgumentException.class);
    }

    @Test
    void filtersShards() {
        String stream = stream(2);
        Instant between = splitTwoSecondsLater(stream);

        assertThat(filtered(stream, ShardFilterType.AT_LATEST, null, null))
                .containsExactly(shardId(1), shardId(2), shardId(3));
        assertThat(filtered(stream, ShardFilterType.FROM_TRIM_HORIZON, null, null))
                .containsExactly(shardId(0), shardId(1), shardId(2), shardId(3));
        assertThat(filtered(stream, ShardFilterType.AFTER_SHARD_ID, shardId(1), null))
                .containsExactly(shardId(2), shardId(3));
        assertThat(filtered(stream, ShardFilterType.FROM_TIMESTAMP, null, between))
                .containsExactly(shardId(0), shardId(1), shardId(2), shardId(3));
        assertThatThrownBy(() -> filtered(stream, ShardFilterType.AFTER_SHARD_ID, null, null))
                .isInstanceOf(KinesisException.class);
    }

    @Test
    @NotOnLocalStack("lists the shards that were made since, too")
    void filtersTheShardsThatWereOpenAtTheHorizon() {
        String stream = stream(2);
        splitTwoSecondsLater(stream);

        assertThat(filtered(stream, ShardFilterType.AT_TRIM_HORIZON, null, null))
                .containsExactly(shardId(0), shardId(1));
    }

    @Test
    void filtersTheShardsThatWereOpenAtATime() {
        String stream = stream(2);
        Instant between = splitTwoSecondsLater(stream);

        assertThat(filtered(stream, ShardFilterType.AT_TIMESTAMP, null, between))
                .containsExactly(shardId(0), shardId(1));
    }

    /** Splits the first of two shards, and returns a time after the stream was made and before the split. */
    private static Instant splitTwoSecondsLater(String stream) {
        Instant created = describe(stream).streamCreationTimestamp();
        Awaitility.await().until(() -> Instant.now().isAfter(created.plusSeconds(2)));
        Instant between = Instant.now().minusSeconds(1);
        kinesis.splitShard(b -> b.streamName(stream)
                .shardToSplit(shardId(0))
                .newStartingHashKey(HASH_KEYS.shiftRight(3).toString()));
        awaitActive(stream);
        return between;
    }

    private static List<String> filtered(
            String stream, ShardFilterType type, @Nullable String shardId, @Nullable Instant timestamp) {
        return kinesis
                .listShards(b -> b.streamName(stream)
                        .shardFilter(f -> f.type(type).shardId(shardId).timestamp(timestamp)))
                .shards()
                .stream()
                .map(Shard::shardId)
                .toList();
    }
}
