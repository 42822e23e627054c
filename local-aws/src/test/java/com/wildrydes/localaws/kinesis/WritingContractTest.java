package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.NotOnLocalStack;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Writing records: where they go, in which order, and how many and how large they may be. */
@Tag("localstack")
class WritingContractTest extends KinesisContract {

    @Test
    void theAsyncClientReadsAndWritesOverHttp2() {
        String stream = stream(1);

        PutRecordsResponse put = async.putRecords(b -> b.streamName(stream).records(entries(500)))
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
        assertThatThrownBy(() -> putAt(stream, HASH_KEYS)).isInstanceOf(InvalidArgumentException.class);
    }

    private static void putAt(String stream, BigInteger hashKey) {
        kinesis.putRecord(b -> b.streamName(stream)
                .partitionKey("same")
                .explicitHashKey(hashKey.toString())
                .data(SdkBytes.fromUtf8String("data")));
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
    void takesTheLargestRecordAndNoLarger() {
        String stream = stream(1);
        int largest = 1024 * 1024 - "key".length();

        put(stream, largest);

        assertRefused(() -> put(stream, 1024 * 1024 + 1));
        assertThat(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)))
                .singleElement()
                .satisfies(
                        stored -> assertThat(stored.data().asByteArrayUnsafe()).hasSize(largest));
    }

    @Test
    @NotOnLocalStack("counts the data alone, not the partition key")
    void countsThePartitionKeyAsPartOfTheRecord() {
        String stream = stream(1);

        assertRefused(() -> put(stream, 1024 * 1024 - "key".length() + 1));
    }

    private static void put(String stream, int bytes) {
        kinesis.putRecord(b -> b.streamName(stream).partitionKey("key").data(SdkBytes.fromByteArray(new byte[bytes])));
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
    @NotOnLocalStack("takes any number of records, none among them")
    void aCallHoldsOneToFiveHundredRecords(int count) {
        String stream = stream(1);
        List<PutRecordsRequestEntry> entries = entries(count);

        assertThatThrownBy(() -> kinesis.putRecords(b -> b.streamName(stream).records(entries)))
                .isInstanceOf(KinesisException.class)
                .satisfies(
                        e -> assertThat(((KinesisException) e).awsErrorDetails().errorCode())
                                .isEqualTo("ValidationException"));
        assertThat(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)))
                .isEmpty();
    }

    @Test
    @NotOnLocalStack("takes more, and longer than the client waits")
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
            assertRefused(() -> put(stream, key, "data"));
        } else {
            put(stream, key, "data");
            assertThat(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)))
                    .extracting(Record::partitionKey)
                    .containsExactly(key);
        }
    }

    @Test
    @NotOnLocalStack("words its messages otherwise")
    void wordsItsRefusals() {
        String stream = stream(1);

        assertThatThrownBy(() -> putAt(stream, HASH_KEYS)).hasMessageContaining("[0, 2^128-1]");
        assertThatThrownBy(() -> put(stream, 1024 * 1024 + 1)).hasMessageContaining("validation error");
        assertThatThrownBy(() -> put(stream, "", "data"))
                .hasMessageContaining("'partitionKey' failed to satisfy constraint");
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
