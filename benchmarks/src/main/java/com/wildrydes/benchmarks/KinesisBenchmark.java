package com.wildrydes.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * How fast a Kinesis takes and gives records of 180 bytes, 500 a call, over 4 shards, from the AWS SDK for Java: first writing,
 * then reading all that was written, as often as the time allows. Every record is checked when it is read.
 *
 * <p>Options: {@code --seconds=60} for each half, {@code --writers=2}, {@code --endpoint=http://…} (default: a local-aws started
 * for this), {@code --jar=local-aws/target/local-aws-….jar}, {@code --jvm=-Xmx128m,…}.
 */
public final class KinesisBenchmark {

    private static final int SHARDS = 4;
    private static final int RECORDS_PER_CALL = 500;
    private static final int UNICORNS_PER_WRITER = 250;

    private final KinesisAsyncClient kinesis;
    private final String stream;
    private final Usage server;
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    private KinesisBenchmark(KinesisAsyncClient kinesis, String stream, Usage server) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.replaceFirst("^--", "").split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "true");
        }
        int seconds = Integer.parseInt(options.getOrDefault("seconds", "60"));
        int writers = Integer.parseInt(options.getOrDefault("writers", "2"));
        String endpoint = options.get("endpoint");
        boolean right;
        if (endpoint != null) {
            right = run(URI.create(endpoint), seconds, writers, Usage.UNKNOWN);
        } else {
            try (LocalAwsProcess server = LocalAwsProcess.start(
                    Path.of(options.getOrDefault("jar", "local-aws/target/local-aws-1.0.0-SNAPSHOT.jar")),
                    "kinesis",
                    List.of(options.getOrDefault("jvm", "-Xmx128m,-XX:+UseSerialGC")
                            .split(",")),
                    // All that a run writes is read again.
                    List.of("--retention-bytes=" + (64L << 30)))) {
                right = run(server.endpoint(), seconds, writers, server.usage());
            }
        }
        System.out.println(right ? "every record came back once and in order" : "RECORDS WERE WRONG");
        System.exit(right ? 0 : 1);
    }

    private static boolean run(URI endpoint, int seconds, int writers, Usage server) throws Exception {
        try (KinesisAsyncClient kinesis = KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build()) {
            String stream = "benchmark-" + UUID.randomUUID();
            kinesis.createStream(b -> b.streamName(stream).shardCount(SHARDS)).join();
            kinesis.waiter().waitUntilStreamExists(b -> b.streamName(stream)).join();
            KinesisBenchmark benchmark = new KinesisBenchmark(kinesis, stream, server);
            benchmark.write(seconds, writers);
            boolean right = benchmark.read(seconds);
            kinesis.deleteStream(b -> b.streamName(stream)).join();
            return right;
        }
    }

    private void write(int seconds, int writers) throws Exception {
        try (Windows windows = new Windows("PutRecords", server)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            List<Callable<Long>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                String fleet = "unicorn-" + i + "-";
                all.add(() -> writeFleet(fleet, end, windows));
            }
            inParallel(all);
        }
    }

    private long writeFleet(String fleet, long end, Windows windows) {
        long calls = 0;
        long number = 0;
        while (System.nanoTime() < end) {
            List<PutRecordsRequestEntry> entries = new ArrayList<>(RECORDS_PER_CALL);
            for (int i = 0; i < RECORDS_PER_CALL; i++) {
                int unicorn = i % UNICORNS_PER_WRITER;
                entries.add(PutRecordsRequestEntry.builder()
                        .partitionKey(fleet + unicorn)
                        .data(SdkBytes.fromByteArrayUnsafe(Unicorns.payload(number + i / UNICORNS_PER_WRITER)))
                        .build());
            }
            number += RECORDS_PER_CALL / UNICORNS_PER_WRITER;
            PutRecordsResponse response = kinesis.putRecords(
                            b -> b.streamName(stream).records(entries))
                    .join();
            if (response.failedRecordCount() > 0) {
                throw new IllegalStateException(response.failedRecordCount() + " records were refused");
            }
            windows.add(RECORDS_PER_CALL);
            calls++;
        }
        for (int i = 0; i < UNICORNS_PER_WRITER; i++) {
            written.put(fleet + i, number);
        }
        return calls;
    }

    private boolean read(int seconds) throws Exception {
        try (Windows windows = new Windows("GetRecords", server)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            boolean right = true;
            boolean first = true;
            // The first reading always goes to the end: it is the proof.
            while (first || System.nanoTime() < end) {
                boolean whole = first;
                List<Callable<Unicorns.Check>> all = new ArrayList<>();
                for (int i = 0; i < SHARDS; i++) {
                    String shard = "shardId-%012d".formatted(i);
                    all.add(() -> readShard(shard, whole ? Long.MAX_VALUE : end, windows));
                }
                Map<String, Long> seen = new HashMap<>();
                for (Unicorns.Check check : inParallel(all)) {
                    right &= check.wrong() == 0;
                    seen.putAll(check.seen());
                }
                right &= !whole || seen.equals(written);
                first = false;
            }
            return right;
        }
    }

    private Unicorns.Check readShard(String shard, long end, Windows windows) {
        Unicorns.Check check = new Unicorns.Check();
        String iterator = kinesis.getShardIterator(
                        b -> b.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .join()
                .shardIterator();
        while (end == Long.MAX_VALUE || System.nanoTime() < end) {
            String current = iterator;
            GetRecordsResponse response = kinesis.getRecords(
                            b -> b.shardIterator(current).limit(RECORDS_PER_CALL))
                    .join();
            for (Record found : response.records()) {
                check.see(found.partitionKey(), found.data().asByteArrayUnsafe());
            }
            windows.add(response.records().size());
            iterator = response.nextShardIterator();
            if (response.records().isEmpty() && response.millisBehindLatest() == 0) {
                break;
            }
        }
        return check;
    }

    private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
