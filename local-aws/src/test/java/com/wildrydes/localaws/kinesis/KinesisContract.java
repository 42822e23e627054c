package com.wildrydes.localaws.kinesis;

import static com.wildrydes.localaws.ContractEndpoint.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.ContractEndpoint;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** What the contract tests of Kinesis share: clients, with HTTP/1.1 (sync) and HTTP/2 (async), CBOR both, and few-word calls. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class KinesisContract {

    static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

    static KinesisClient kinesis;
    static KinesisAsyncClient async;
    static final List<String> created = new ArrayList<>();

    @BeforeAll
    static void connect() {
        kinesis = ContractEndpoint.client(KinesisClient.builder());
        async = ContractEndpoint.client(KinesisAsyncClient.builder());
    }

    /** After each test, not once: an account holds few shards, and LocalStack slows down with every record it keeps. */
    @AfterEach
    void deleteStreams() {
        List<String> streams = List.copyOf(created);
        created.clear();
        for (String stream : streams) {
            kinesis.deleteStream(b -> b.streamName(stream).enforceConsumerDeletion(true));
        }
    }

    @AfterAll
    static void close() {
        kinesis.close();
        async.close();
    }

    static String stream(int shards) {
        String name = unique("contract");
        kinesis.createStream(b -> b.streamName(name).shardCount(shards));
        created.add(name);
        awaitActive(name);
        return name;
    }

    static void awaitActive(String stream) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> describe(stream).streamStatus() == StreamStatus.ACTIVE);
    }

    static StreamDescription describe(String stream) {
        return kinesis.describeStream(b -> b.streamName(stream)).streamDescription();
    }

    static PutRecordResponse put(String stream, String key, String data) {
        return kinesis.putRecord(b -> b.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    static PutRecordsRequestEntry entry(String key, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }

    static String iterator(String stream, String shard, ShardIteratorType type) {
        return iterator(b -> b.streamName(stream).shardId(shard).shardIteratorType(type));
    }

    static String iterator(Consumer<GetShardIteratorRequest.Builder> request) {
        return kinesis.getShardIterator(request).shardIterator();
    }

    static List<Record> read(String iterator) {
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

    static List<String> texts(List<Record> records) {
        return records.stream().map(r -> r.data().asUtf8String()).toList();
    }

    static List<Shard> shards(String stream) {
        return kinesis.listShards(b -> b.streamName(stream)).shards();
    }

    static List<Shard> open(String stream) {
        return kinesis.listShards(b -> b.streamName(stream).shardFilter(f -> f.type(ShardFilterType.AT_LATEST)))
                .shards();
    }

    static String shardId(int index) {
        return "shardId-%012d".formatted(index);
    }

    /** As a mistake of the client: AWS and LocalStack do not always give it the same name. */
    static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KinesisException.class, e -> assertThat(e.statusCode()).isEqualTo(400));
    }

    static List<PutRecordsRequestEntry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entry("key", "data " + i))
                .toList();
    }
}
