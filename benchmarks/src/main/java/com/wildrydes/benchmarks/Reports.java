package com.wildrydes.benchmarks;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A steady load of reports that keeps count, and the check that the summaries hold every one of them once. */
final class Reports implements AutoCloseable {

    private static final int UNICORNS = 120;
    private static final int MILLIS_BETWEEN_ROUNDS = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final Pattern SUMMARY =
            Pattern.compile("\"Name\":\"([^\"]+)\".*\"StatusTime\":\"([^\"]+)\".*\"Samples\":(\\d+)");

    private final KinesisAsyncClient kinesis;
    private final Map<String, Long> written = new HashMap<>();
    private final Thread writer = new Thread(this::write, "reports");
    private final Lock rounds = new ReentrantLock();
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;

    Reports(KinesisAsyncClient kinesis) {
        this.kinesis = kinesis;
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    private void write() {
        try {
            while (!stopped) {
                rounds.lock();
                try {
                    round();
                } finally {
                    rounds.unlock();
                }
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_ROUNDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void round() {
        String time = TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < UNICORNS; i++) {
            String name = "unicorn" + i;
            String report =
                    "{\"Distance\":1.5,\"HealthPoints\":150,\"Latitude\":40.7,\"Longitude\":-73.9,\"MagicPoints\":150,"
                            + "\"Name\":\"" + name + "\",\"StatusTime\":\"" + time + "\"}\n";
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(name)
                    .data(SdkBytes.fromUtf8String(report))
                    .build());
        }
        PutRecordsResponse response = kinesis.putRecords(
                        b -> b.streamName("wildrydes").records(entries))
                .join();
        if (response.failedRecordCount() > 0) {
            throw new IllegalStateException(response.failedRecordCount() + " records were refused");
        }
        entries.forEach(entry -> written.merge(entry.partitionKey(), 1L, Long::sum));
    }

    /** Writes nothing until it is unlocked. */
    Lock rounds() {
        return rounds;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        writer.join();
        @Nullable RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    long count() {
        return written.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether for each unicorn the summaries, the fullest of each window, add up to what was written. After the load. */
    boolean areSummed() {
        Map<String, Long> fullest = new HashMap<>();
        for (Record summary : all("wildrydes-summary")) {
            Matcher matcher = SUMMARY.matcher(summary.data().asUtf8String());
            if (!matcher.find()) {
                throw new IllegalStateException("A summary must have Name, StatusTime and Samples, but was "
                        + summary.data().asUtf8String());
            }
            fullest.merge(matcher.group(1) + "@" + matcher.group(2), Long.parseLong(matcher.group(3)), Math::max);
        }
        Map<String, Long> summed = new HashMap<>();
        fullest.forEach(
                (window, samples) -> summed.merge(window.substring(0, window.indexOf('@')), samples, Long::sum));
        return summed.equals(written);
    }

    private List<Record> all(String stream) {
        List<Record> records = new ArrayList<>();
        for (Shard shard : kinesis.listShards(b -> b.streamName(stream)).join().shards()) {
            String iterator = kinesis.getShardIterator(
                            b -> b.streamName(stream).shardId(shard.shardId()).shardIteratorType("TRIM_HORIZON"))
                    .join()
                    .shardIterator();
            while (iterator != null) {
                String current = iterator;
                GetRecordsResponse response =
                        kinesis.getRecords(b -> b.shardIterator(current)).join();
                records.addAll(response.records());
                boolean atTip = response.records().isEmpty() && response.millisBehindLatest() == 0;
                iterator = atTip ? null : response.nextShardIterator();
            }
        }
        return records;
    }
}
