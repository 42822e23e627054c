package com.wildrydes.localaws.kinesis;

import static com.wildrydes.localaws.ContractEndpoint.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.ContractEndpoint;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** What any Kinesis must do, asked with the SDK: HTTP/1.1 with the sync client, HTTP/2 with the async one, CBOR with both. */
class KinesisContractTest {

    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

    private static KinesisClient kinesis;
    private static KinesisAsyncClient async;
    private static final List<String> created = new ArrayList<>();

    @BeforeAll
    static void connect() {
        kinesis = ContractEndpoint.client(KinesisClient.builder());
        async = ContractEndpoint.client(KinesisAsyncClient.builder());
    }

    @AfterAll
    static void close() {
        for (String stream : created) {
            kinesis.deleteStream(b -> b.streamName(stream).enforceConsumerDeletion(true));
        }
        kinesis.close();
        async.close();
    }

    private static String stream(int shards) {
        String name = unique("contract");
        kinesis.createStream(b -> b.streamName(name).shardCount(shards));
        created.add(name);
        awaitActive(name);
        return name;
    }

    private static void awaitActive(String stream) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> describe(stream).streamStatus() == StreamStatus.ACTIVE);
    }

    private static StreamDescription describe(String stream) {
        return kinesis.describeStream(b -> b.streamName(stream)).streamDescription();
    }

    private static PutRecordResponse put(String stream, String key, String data) {
        return kinesis.putRecord(b -> b.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    private static PutRecordsRequestEntry entry(String key, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }

    private static String iterator(String stream, String shard, ShardIteratorType type) {
        return iterator(b -> b.streamName(stream).shardId(shard).shardIteratorType(type));
    }

    private static String iterator(java.util.function.Consumer<GetShardIteratorRequest.Builder> request) {
        return kinesis.getShardIterator(request).shardIterator();
    }

    private static List<Record> read(String iterator) {
        List<Record> records = new ArrayList<>();
        String next = iterator;
        while (next != null) {
            String current = next;
            GetRecordsResponse response = kinesis.getRecords(b -> b.shardIterator(current));
            records.addAll(response.records());
            boolean end = response.records().isEmpty() && response.millisBehindLatest() == 0;
            next = end ? null : response.nextShardIterator();
        }
        return records;
    }

    private static List<String> texts(List<Record> records) {
        return records.stream().map(r -> r.data().asUtf8String()).toList();
    }

    private static List<Shard> shards(String stream) {
        return kinesis.listShards(b -> b.streamName(stream)).shards();
    }

    private static List<Shard> open(String stream) {
        return kinesis.listShards(b -> b.streamName(stream).shardFilter(f -> f.type(ShardFilterType.AT_LATEST)))
                .shards();
    }

    private static String shardId(int index) {
        return "shardId-%012d".formatted(index);
    }

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
        kinesis.listStreamsPaginator(b -> b.limit(2)).streamNames().forEach(listed::add);

        assertThat(listed).containsAll(names).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anUnknownStreamIsNotFound() {
        assertThatThrownBy(() -> describe("no-such-stream"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Stream no-such-stream under account")
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

        kinesis.deleteStream(b -> b.streamName(stream));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Stream.of(1)
                        .noneMatch(x -> kinesis.listStreams(b -> b.limit(10_000))
                                .streamNames()
                                .contains(stream)));
        kinesis.createStream(b -> b.streamName(stream).shardCount(1));
        awaitActive(stream);

        assertThat(describe(stream).streamCreationTimestamp()).isAfter(created);
        assertThat(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)))
                .isEmpty();
        assertThatThrownBy(() -> read(iterator)).isInstanceOf(KinesisException.class);
    }

    @Test
    void readsWhatWasPut() {
        String stream = stream(1);
        Instant before = Instant.now().minusSeconds(1);

        PutRecordResponse put = put(stream, "Shadowfax ä€😀\"\\", "data");

        List<Record> records = read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON));
        assertThat(records).singleElement().satisfies(stored -> {
            assertThat(stored.partitionKey()).isEqualTo("Shadowfax ä€😀\"\\");
            assertThat(stored.data().asUtf8String()).isEqualTo("data");
            assertThat(stored.sequenceNumber()).isEqualTo(put.sequenceNumber());
            assertThat(stored.approximateArrivalTimestamp())
                    .isBetween(before, Instant.now().plusSeconds(1));
        });
        assertThat(put.shardId()).isEqualTo(shardId(0));
    }

    @Test
    void theAsyncClientReadsAndWritesOverHttp2() {
        String stream = stream(1);

        PutRecordsResponse put = async.putRecords(b -> b.streamName(stream)
                        .records(IntStream.range(0, 500)
                                .mapToObj(i -> entry("key", "data " + i))
                                .toList()))
                .join();
        String iterator = async.getShardIterator(
                        b -> b.streamName(stream).shardId(shardId(0)).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .join()
                .shardIterator();
        GetRecordsResponse read =
                async.getRecords(b -> b.shardIterator(iterator)).join();

        assertThat(put.failedRecordCount()).isZero();
        assertThat(texts(read.records()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "data " + i).toList());
    }

    @Test
    void sendsAPartitionKeyToTheShardOfItsMd5() {
        String stream = stream(4);

        for (int i = 0; i < 50; i++) {
            String key = "Unicorn " + i;
            BigInteger hash = HashKeyRange.hashKey(key.getBytes(StandardCharsets.UTF_8));

            String shard = put(stream, key, "data").shardId();

            assertThat(shard)
                    .isEqualTo(shardId(hash.multiply(BigInteger.valueOf(4))
                            .divide(HASH_KEYS)
                            .intValue()));
        }
    }

    @Test
    void anExplicitHashKeyOverrulesThePartitionKey() {
        String stream = stream(2);
        String last = HASH_KEYS.subtract(BigInteger.ONE).toString();

        assertThat(kinesis.putRecord(b -> b.streamName(stream)
                                .partitionKey("same")
                                .explicitHashKey("0")
                                .data(SdkBytes.fromUtf8String("data")))
                        .shardId())
                .isEqualTo(shardId(0));
        assertThat(kinesis.putRecord(b -> b.streamName(stream)
                                .partitionKey("same")
                                .explicitHashKey(last)
                                .data(SdkBytes.fromUtf8String("data")))
                        .shardId())
                .isEqualTo(shardId(1));
        assertThatThrownBy(() -> kinesis.putRecord(b -> b.streamName(stream)
                        .partitionKey("same")
                        .explicitHashKey(HASH_KEYS.toString())
                        .data(SdkBytes.fromUtf8String("data"))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("[0, 2^128-1]");
    }

    @Test
    void keepsTheOrderOfEveryKeyAndTheOrderOfSequenceNumbers() {
        long seed = 20260101;
        Random random = new Random(seed);
        String stream = stream(3);
        Map<String, List<String>> expected = new HashMap<>();
        for (int call = 0; call < 5; call++) {
            List<PutRecordsRequestEntry> entries = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String key = "key " + random.nextInt(20);
                String data = call + "/" + i;
                entries.add(entry(key, data));
                expected.computeIfAbsent(key, k -> new ArrayList<>()).add(data);
            }
            assertThat(kinesis.putRecords(b -> b.streamName(stream).records(entries))
                            .failedRecordCount())
                    .isZero();
        }

        Map<String, List<String>> read = new HashMap<>();
        for (Shard shard : shards(stream)) {
            List<Record> records = read(iterator(stream, shard.shardId(), ShardIteratorType.TRIM_HORIZON));
            assertThat(records)
                    .extracting(stored -> new BigInteger(stored.sequenceNumber()))
                    .isSortedAccordingTo(Comparator.naturalOrder())
                    .doesNotHaveDuplicates();
            records.forEach(stored -> read.computeIfAbsent(stored.partitionKey(), k -> new ArrayList<>())
                    .add(stored.data().asUtf8String()));
        }

        assertThat(read).as("seed " + seed).isEqualTo(expected);
    }

    @Test
    void beginsWhereEachTypeOfIteratorSays() throws InterruptedException {
        String stream = stream(1);
        PutRecordResponse first = put(stream, "key", "1");
        PutRecordResponse second = put(stream, "key", "2");
        String latest = iterator(stream, shardId(0), ShardIteratorType.LATEST);
        Instant secondArrival = read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON))
                .get(1)
                .approximateArrivalTimestamp();
        Awaitility.await().until(() -> Instant.now().isAfter(secondArrival.plusMillis(5)));
        Instant between = Instant.now();
        put(stream, "key", "3");

        assertThat(texts(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON))))
                .containsExactly("1", "2", "3");
        assertThat(texts(read(latest))).containsExactly("3");
        assertThat(texts(read(iterator(stream, shardId(0), ShardIteratorType.LATEST))))
                .isEmpty();
        assertThat(texts(read(iterator(b -> b.streamName(stream)
                        .shardId(shardId(0))
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(second.sequenceNumber())))))
                .containsExactly("2", "3");
        assertThat(texts(read(iterator(b -> b.streamName(stream)
                        .shardId(shardId(0))
                        .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(first.sequenceNumber())))))
                .containsExactly("2", "3");
        assertThat(texts(read(iterator(b -> b.streamName(stream)
                        .shardId(shardId(0))
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(between)))))
                .containsExactly("3");
        assertThat(texts(read(iterator(b -> b.streamName(stream)
                        .shardId(shardId(0))
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(secondArrival)))))
                .contains("2", "3");
    }

    @Test
    void refusesIteratorsThatMakeNoSense() {
        String stream = stream(2);
        PutRecordResponse put = put(stream, "key", "data");
        String other = put.shardId().equals(shardId(0)) ? shardId(1) : shardId(0);

        assertThatThrownBy(() -> iterator(b -> b.streamName(stream)
                        .shardId(other)
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(put.sequenceNumber())))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("It encodes " + put.shardId());
        assertThatThrownBy(() -> iterator(stream, shardId(0), ShardIteratorType.AFTER_SEQUENCE_NUMBER))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> iterator(stream, shardId(7), ShardIteratorType.LATEST))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> iterator(b -> b.streamName(stream)
                        .shardId(shardId(0))
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(Instant.now().plusSeconds(3_600))))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() ->
                        iterator(b -> b.streamName(stream).shardId(shardId(0)).shardIteratorType("WHEREVER")))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("1 validation error detected");
        assertThatThrownBy(() -> kinesis.getRecords(b -> b.shardIterator("AAAA")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Invalid ShardIterator.");
    }

    @Test
    void limitsThePageAndSaysHowFarBehindItEnds() {
        String stream = stream(1);
        for (int i = 0; i < 5; i++) {
            put(stream, "key", "data " + i);
        }

        GetRecordsResponse first =
                kinesis.getRecords(b -> b.shardIterator(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON))
                        .limit(2));
        GetRecordsResponse rest = kinesis.getRecords(b -> b.shardIterator(first.nextShardIterator()));

        assertThat(texts(first.records())).containsExactly("data 0", "data 1");
        assertThat(first.millisBehindLatest()).isNotNegative();
        assertThat(texts(rest.records())).containsExactly("data 2", "data 3", "data 4");
        assertThat(rest.millisBehindLatest()).isZero();
        assertThatThrownBy(() -> kinesis.getRecords(
                        b -> b.shardIterator(first.nextShardIterator()).limit(10_001)))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("less than or equal to 10000");
    }

    @Test
    void aPageHoldsTenMebibytesAtMost() {
        String stream = stream(1);
        SdkBytes mebibyte = SdkBytes.fromByteArray(new byte[1024 * 1024 - 3]);
        for (int i = 0; i < 12; i++) {
            kinesis.putRecord(b -> b.streamName(stream).partitionKey("key").data(mebibyte));
        }

        GetRecordsResponse first =
                kinesis.getRecords(b -> b.shardIterator(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)));
        GetRecordsResponse rest = kinesis.getRecords(b -> b.shardIterator(first.nextShardIterator()));

        assertThat(first.records()).hasSize(10);
        assertThat(rest.records()).hasSize(2);
    }

    @Test
    void takesTenThousandRecordsInAPage() {
        String stream = stream(1);
        List<PutRecordsRequestEntry> entries =
                IntStream.range(0, 500).mapToObj(i -> entry("key", "data")).toList();
        for (int i = 0; i < 21; i++) {
            kinesis.putRecords(b -> b.streamName(stream).records(entries));
        }

        GetRecordsResponse first =
                kinesis.getRecords(b -> b.shardIterator(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)));

        assertThat(first.records()).hasSize(10_000);
        assertThat(read(first.nextShardIterator())).hasSize(500);
    }

    @Test
    void takesTheLargestRecordAndNoLarger() {
        String stream = stream(1);
        int largest = 1024 * 1024 - "key".length();

        kinesis.putRecord(
                b -> b.streamName(stream).partitionKey("key").data(SdkBytes.fromByteArray(new byte[largest])));

        assertThatThrownBy(() -> kinesis.putRecord(b ->
                        b.streamName(stream).partitionKey("key").data(SdkBytes.fromByteArray(new byte[largest + 1]))))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("validation error");
        assertThat(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)))
                .singleElement()
                .satisfies(
                        stored -> assertThat(stored.data().asByteArrayUnsafe()).hasSize(largest));
    }

    @Test
    void takesEmptyData() {
        String stream = stream(1);

        put(stream, "key", "");

        assertThat(texts(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON))))
                .containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 501})
    void aCallHoldsOneToFiveHundredRecords(int count) {
        String stream = stream(1);
        List<PutRecordsRequestEntry> entries =
                IntStream.range(0, count).mapToObj(i -> entry("key", "data")).toList();

        assertThatThrownBy(() -> kinesis.putRecords(b -> b.streamName(stream).records(entries)))
                .isInstanceOf(KinesisException.class)
                .satisfies(
                        e -> assertThat(((KinesisException) e).awsErrorDetails().errorCode())
                                .isEqualTo("ValidationException"));
        assertThat(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)))
                .isEmpty();
    }

    @Test
    void aCallHoldsTenMebibytesAtMost() {
        String stream = stream(1);
        SdkBytes mebibyte = SdkBytes.fromByteArray(new byte[1024 * 1024 - 3]);
        PutRecordsRequestEntry large = PutRecordsRequestEntry.builder()
                .partitionKey("key")
                .data(mebibyte)
                .build();
        List<PutRecordsRequestEntry> ten =
                IntStream.range(0, 10).mapToObj(i -> large).toList();
        List<PutRecordsRequestEntry> more = new ArrayList<>(ten);
        more.add(entry("key", "data"));

        assertThat(kinesis.putRecords(b -> b.streamName(stream).records(ten)).failedRecordCount())
                .isZero();
        assertThatThrownBy(() -> kinesis.putRecords(b -> b.streamName(stream).records(more)))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "256, false", "257, true", "0, true"})
    void aPartitionKeyHasOneToTwoHundredAndFiftySixCharacters(int length, boolean refused) {
        String stream = stream(1);
        String key = "ä".repeat(length);

        if (refused) {
            assertThatThrownBy(() -> put(stream, key, "data"))
                    .isInstanceOf(KinesisException.class)
                    .hasMessageContaining("'partitionKey' failed to satisfy constraint");
        } else {
            put(stream, key, "data");
            assertThat(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)))
                    .extracting(Record::partitionKey)
                    .containsExactly(key);
        }
    }

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
        String stream = stream(3);

        kinesis.mergeShards(b -> b.streamName(stream).shardToMerge(shardId(1)).adjacentShardToMerge(shardId(2)));
        awaitActive(stream);

        Shard child = shards(stream).get(3);
        assertThat(child.parentShardId()).isEqualTo(shardId(1));
        assertThat(child.adjacentParentShardId()).isEqualTo(shardId(2));
        assertThat(child.hashKeyRange().startingHashKey())
                .isEqualTo(shards(stream).get(1).hashKeyRange().startingHashKey());
        assertThat(child.hashKeyRange().endingHashKey())
                .isEqualTo(HASH_KEYS.subtract(BigInteger.ONE).toString());
        GetRecordsResponse end = readToEnd(iterator(stream, shardId(2), ShardIteratorType.LATEST), new ArrayList<>());
        assertThat(end.childShards())
                .singleElement()
                .satisfies(found -> assertThat(found.parentShards()).containsExactly(shardId(1), shardId(2)));
        assertThatThrownBy(() -> kinesis.mergeShards(
                        b -> b.streamName(stream).shardToMerge(shardId(0)).adjacentShardToMerge(shardId(2))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("not an adjacent pair");
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
                kinesis.mergeShards(
                        b -> b.streamName(stream).shardToMerge(shardId(1)).adjacentShardToMerge(shardId(2)));
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
    @CsvSource({"2, 4", "4, 2", "2, 3", "3, 2", "3, 6", "5, 3", "1, 2", "4, 4"})
    void scalesToEqualRanges(int from, int to) {
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
                    .isLessThan(BigInteger.valueOf(to + 1L));
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
    @CsvSource({"2, 5", "5, 2"})
    void scalesToDoubleOrHalfAtMost(int from, int to) {
        String stream = stream(from);

        assertThatThrownBy(() -> kinesis.updateShardCount(
                        b -> b.streamName(stream).targetShardCount(to).scalingType(ScalingType.UNIFORM_SCALING)))
                .isInstanceOfAny(LimitExceededException.class, InvalidArgumentException.class);
    }

    @Test
    void filtersShards() {
        String stream = stream(2);
        Awaitility.await()
                .until(() -> Instant.now()
                        .isAfter(describe(stream).streamCreationTimestamp().plusSeconds(2)));
        Instant between = Instant.now().minusSeconds(1);
        kinesis.splitShard(b -> b.streamName(stream)
                .shardToSplit(shardId(0))
                .newStartingHashKey(HASH_KEYS.shiftRight(3).toString()));
        awaitActive(stream);

        assertThat(filtered(stream, ShardFilterType.AT_LATEST, null, null))
                .containsExactly(shardId(1), shardId(2), shardId(3));
        assertThat(filtered(stream, ShardFilterType.AT_TRIM_HORIZON, null, null))
                .containsExactly(shardId(0), shardId(1));
        assertThat(filtered(stream, ShardFilterType.FROM_TRIM_HORIZON, null, null))
                .containsExactly(shardId(0), shardId(1), shardId(2), shardId(3));
        assertThat(filtered(stream, ShardFilterType.AFTER_SHARD_ID, shardId(1), null))
                .containsExactly(shardId(2), shardId(3));
        assertThat(filtered(stream, ShardFilterType.AT_TIMESTAMP, null, between))
                .containsExactly(shardId(0), shardId(1));
        assertThat(filtered(stream, ShardFilterType.FROM_TIMESTAMP, null, between))
                .containsExactly(shardId(0), shardId(1), shardId(2), shardId(3));
        assertThatThrownBy(() -> filtered(stream, ShardFilterType.AFTER_SHARD_ID, null, null))
                .isInstanceOf(KinesisException.class);
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
        assertThatThrownBy(() -> kinesis.createStream(b -> b.streamName(name).shardCount(1)))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("'streamName' failed to satisfy constraint");
    }

    @ParameterizedTest
    @EnumSource(
            value = ShardIteratorType.class,
            names = {"TRIM_HORIZON", "LATEST"})
    void anIteratorOnAnEmptyShardWaitsForTheFirstRecord(ShardIteratorType type) {
        String stream = stream(1);
        String iterator = iterator(stream, shardId(0), type);

        GetRecordsResponse nothing = kinesis.getRecords(b -> b.shardIterator(iterator));
        put(stream, "key", "first");

        assertThat(nothing.records()).isEmpty();
        assertThat(nothing.millisBehindLatest()).isZero();
        assertThat(texts(read(nothing.nextShardIterator()))).containsExactly("first");
    }

    @Test
    void countsTheResultsOfACallInItsOrder() {
        String stream = stream(2);

        PutRecordsResponse response = kinesis.putRecords(
                b -> b.streamName(stream).records(entry("a", "1"), entry("b", "2"), entry("a", "3")));

        assertThat(response.failedRecordCount()).isZero();
        assertThat(response.records()).hasSize(3);
        PutRecordsResultEntry first = response.records().get(0);
        PutRecordsResultEntry third = response.records().get(2);
        assertThat(third.shardId()).isEqualTo(first.shardId());
        assertThat(new BigInteger(third.sequenceNumber())).isGreaterThan(new BigInteger(first.sequenceNumber()));
    }
}
