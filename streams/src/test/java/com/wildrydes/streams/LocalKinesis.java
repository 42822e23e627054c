package com.wildrydes.streams;

import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** local-aws in this process, and what a test does to its streams. */
public final class LocalKinesis implements AutoCloseable {

    private static final Pattern THROTTLED = Pattern.compile("\"THROTTLED\":(\\d+)");

    private final LocalAwsOptions options;
    private LocalAws aws;
    private final KinesisAsyncClient client;

    private LocalKinesis(LocalAwsOptions options) {
        this.options = options;
        this.aws = LocalAws.start(options);
        this.client = client(aws.endpoint());
    }

    public static LocalKinesis start(Path data, String... services) {
        return new LocalKinesis(LocalAwsOptions.inFolder(data).withServices(services));
    }

    public static KinesisAsyncClient client(URI endpoint) {
        return KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /** One whose calls fail at once when Kinesis throttles. */
    public KinesisAsyncClient impatientClient() {
        return KinesisAsyncClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    public KinesisAsyncClient client() {
        return client;
    }

    public URI endpoint() {
        return aws.endpoint();
    }

    /** Stops and starts it again on the same port and data: every iterator is dead then. */
    public void restart() {
        int port = aws.port();
        aws.close();
        aws = LocalAws.start(options.withPort(port));
    }

    /** @param faults as local-aws/README.md names them, such as {@code "failedEntryShare":0.2} */
    public void faults(String faults) {
        answer(HttpRequest.newBuilder(endpoint().resolve("/_local-aws/faults"))
                .PUT(HttpRequest.BodyPublishers.ofString("{" + faults + "}")));
    }

    /** How often Kinesis has refused a call on purpose. */
    public int throttled() {
        String answer = answer(HttpRequest.newBuilder(endpoint().resolve("/_local-aws/faults")));
        Matcher matcher = THROTTLED.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("The faults must be counted, but are " + answer);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** How often each operation was called, as JSON. */
    public String calls() {
        return answer(HttpRequest.newBuilder(endpoint().resolve("/_local-aws/calls")));
    }

    private static String answer(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("Setting faults failed: " + response.body());
            }
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void create(String stream, int shards) {
        client.createStream(request -> request.streamName(stream).shardCount(shards))
                .join();
        awaitActive(stream);
    }

    public void delete(String stream) {
        client.deleteStream(request -> request.streamName(stream).enforceConsumerDeletion(true))
                .join();
        client.waiter()
                .waitUntilStreamNotExists(request -> request.streamName(stream))
                .join();
    }

    public void awaitActive(String stream) {
        while (client.describeStreamSummary(request -> request.streamName(stream))
                        .join()
                        .streamDescriptionSummary()
                        .streamStatus()
                != StreamStatus.ACTIVE) {
            Thread.onSpinWait();
        }
    }

    public PutRecordResponse put(String stream, String key, String data) {
        return put(stream, key, data.getBytes(StandardCharsets.UTF_8));
    }

    public PutRecordResponse put(String stream, String key, byte[] data) {
        return client.putRecord(
                        request -> request.streamName(stream).partitionKey(key).data(SdkBytes.fromByteArray(data)))
                .join();
    }

    /** Splits a shard in the middle; returns when the children take records. */
    public void split(String stream, String shard) {
        Shard found = shards(stream).stream()
                .filter(each -> each.shardId().equals(shard))
                .findFirst()
                .orElseThrow();
        BigInteger first = new BigInteger(found.hashKeyRange().startingHashKey());
        BigInteger last = new BigInteger(found.hashKeyRange().endingHashKey());
        String middle = first.add(last).shiftRight(1).add(BigInteger.ONE).toString();
        client.splitShard(request ->
                        request.streamName(stream).shardToSplit(shard).newStartingHashKey(middle))
                .join();
        awaitActive(stream);
    }

    public void merge(String stream, String shard, String adjacent) {
        client.mergeShards(request ->
                        request.streamName(stream).shardToMerge(shard).adjacentShardToMerge(adjacent))
                .join();
        awaitActive(stream);
    }

    /** The names of the consumers that are registered with it. */
    public List<String> consumers(String stream) {
        String arn = client.describeStreamSummary(request -> request.streamName(stream))
                .join()
                .streamDescriptionSummary()
                .streamARN();
        return client.listStreamConsumers(request -> request.streamARN(arn)).join().consumers().stream()
                .map(Consumer::consumerName)
                .toList();
    }

    public List<Shard> shards(String stream) {
        return client.listShards(request -> request.streamName(stream)).join().shards();
    }

    /** Every record of the stream, shard by shard. */
    public List<String> all(String stream) {
        List<String> all = new ArrayList<>();
        for (Shard shard : shards(stream)) {
            String iterator = client.getShardIterator(request ->
                            request.streamName(stream).shardId(shard.shardId()).shardIteratorType("TRIM_HORIZON"))
                    .join()
                    .shardIterator();
            while (iterator != null) {
                String current = iterator;
                var response = client.getRecords(request -> request.shardIterator(current))
                        .join();
                response.records().forEach(record -> all.add(record.data().asUtf8String()));
                iterator = response.records().isEmpty() && response.millisBehindLatest() == 0
                        ? null
                        : response.nextShardIterator();
            }
        }
        return all;
    }

    @Override
    public void close() {
        client.close();
        aws.close();
    }
}
