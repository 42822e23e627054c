package com.wildrydes.aggregator;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import com.wildrydes.telemetry.SummaryJson;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** What a test does to the streams with a bare client of the AWS SDK, and what the sums over them are by definition. */
final class LocalStreams implements AutoCloseable {

    private final KinesisAsyncClient kinesis;

    LocalStreams(URI endpoint) {
        kinesis = KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    void put(Report report) {
        put(report.name(), ReportJson.write(report));
    }

    void put(String partitionKey, String data) {
        put(partitionKey, data.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String partitionKey, byte[] data) {
        kinesis.putRecord(put ->
                        put.streamName("wildrydes").partitionKey(partitionKey).data(SdkBytes.fromByteArray(data)))
                .join();
    }

    /** Splits the first open shard of the stream of reports in the middle; returns when the children take records. */
    void split() {
        Shard shard = open().findFirst().orElseThrow();
        BigInteger first = new BigInteger(shard.hashKeyRange().startingHashKey());
        BigInteger last = new BigInteger(shard.hashKeyRange().endingHashKey());
        String middle = first.add(last).shiftRight(1).toString();
        kinesis.splitShard(split -> split.streamName("wildrydes")
                        .shardToSplit(shard.shardId())
                        .newStartingHashKey(middle))
                .join();
        awaitActive();
    }

    /** Merges the two children of the last split. */
    void merge() {
        List<Shard> children =
                open().filter(shard -> shard.parentShardId() != null).toList();
        kinesis.mergeShards(merge -> merge.streamName("wildrydes")
                        .shardToMerge(children.get(0).shardId())
                        .adjacentShardToMerge(children.get(1).shardId()))
                .join();
        awaitActive();
    }

    private Stream<Shard> open() {
        return shards("wildrydes").stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null);
    }

    private void awaitActive() {
        while (kinesis.describeStreamSummary(describe -> describe.streamName("wildrydes"))
                        .join()
                        .streamDescriptionSummary()
                        .streamStatus()
                != StreamStatus.ACTIVE) {
            Thread.onSpinWait();
        }
    }

    private List<Shard> shards(String stream) {
        return kinesis.listShards(list -> list.streamName(stream)).join().shards();
    }

    private List<Record> records(String stream, Shard shard) {
        List<Record> records = new ArrayList<>();
        String iterator = kinesis.getShardIterator(get -> get.streamName(stream)
                        .shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .join()
                .shardIterator();
        while (iterator != null) {
            String current = iterator;
            GetRecordsResponse response =
                    kinesis.getRecords(get -> get.shardIterator(current)).join();
            records.addAll(response.records());
            iterator = response.records().isEmpty() && response.millisBehindLatest() == 0
                    ? null
                    : response.nextShardIterator();
        }
        return records;
    }

    /** The data of every record of a stream. */
    List<byte[]> all(String stream) {
        return shards(stream).stream()
                .flatMap(shard -> records(stream, shard).stream())
                .map(record -> record.data().asByteArray())
                .toList();
    }

    /** What whoever keeps the summaries would have, by name and time. */
    Map<String, MinuteSummary> summaries() {
        Map<String, MinuteSummary> kept = new TreeMap<>();
        for (byte[] data : all("wildrydes-summary")) {
            MinuteSummary summary = SummaryJson.read(data);
            kept.merge(
                    summary.name() + ' ' + summary.windowStart(),
                    summary,
                    (known, next) -> next.samples() >= known.samples() ? next : known);
        }
        return kept;
    }

    /** The sums over the stream of reports: shard by shard, the windows never going back along their lineage. */
    Map<String, MinuteSummary> truth(Duration length) {
        Map<String, MinuteSummary> truth = new TreeMap<>();
        Map<String, Long> latest = new HashMap<>();
        for (Shard shard : shards("wildrydes")) {
            long window = Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                    .flatMap(parent -> Optional.ofNullable(parent).map(latest::get).stream())
                    .max(Long::compare)
                    .orElse(Long.MIN_VALUE);
            for (Record record : records("wildrydes", shard)) {
                window = Math.max(
                        window,
                        Math.floorDiv(record.approximateArrivalTimestamp().toEpochMilli(), length.toMillis()));
                add(truth, record, Instant.ofEpochMilli(window * length.toMillis()));
            }
            latest.put(shard.shardId(), window);
        }
        return truth;
    }

    private static void add(Map<String, MinuteSummary> truth, Record record, Instant start) {
        try {
            Report r = ReportJson.read(record.data().asByteArray());
            MinuteSummary one = new MinuteSummary(
                    r.name(),
                    start,
                    r.distanceMetres(),
                    r.magicPoints(),
                    r.magicPoints(),
                    r.healthPoints(),
                    r.healthPoints(),
                    1);
            truth.merge(r.name() + ' ' + start, one, LocalStreams::plus);
        } catch (InvalidReportException e) {
            // Not counted: a dead letter.
        }
    }

    private static MinuteSummary plus(MinuteSummary a, MinuteSummary b) {
        return new MinuteSummary(
                a.name(),
                a.windowStart(),
                a.distanceMetres() + b.distanceMetres(),
                Math.min(a.minMagicPoints(), b.minMagicPoints()),
                Math.max(a.maxMagicPoints(), b.maxMagicPoints()),
                Math.min(a.minHealthPoints(), b.minHealthPoints()),
                Math.max(a.maxHealthPoints(), b.maxHealthPoints()),
                a.samples() + b.samples());
    }

    @Override
    public void close() {
        kinesis.close();
    }
}
