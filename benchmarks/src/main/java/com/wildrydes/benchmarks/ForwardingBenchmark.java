package com.wildrydes.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Whether archive-service keeps up with a steady load, and loses nothing when it is killed meanwhile: it, local-aws and the load on
 * one machine. In the end every report that was written must be in the archive; those that are there twice are counted.
 *
 * <p>Options: {@code --rate=20000} reports a second, {@code --seconds=120}, {@code --kills=2}, {@code --heap=112} MiB of
 * archive-service, as {@code ./wildrydes up} gives it, any {@code --wildrydes.…} for archive-service, {@code --aws=local-aws/target/….jar},
 * {@code --archive=archive-service/target/….jar}.
 */
public final class ForwardingBenchmark {

    private static final String BUCKET = "wildrydes-archive";
    private static final int SHARDS = 4;
    private static final int PATIENCE_SECONDS = 180;
    private static final Pattern NUMBER = Pattern.compile("\"HealthPoints\":(\\d+)");

    private final int heapMebibytes;
    private final List<String> settings;
    private final BitSet archived = new BitSet();
    private final Set<String> readKeys = new HashSet<>();
    private long lines;

    private ForwardingBenchmark(int heapMebibytes, List<String> settings) {
        this.heapMebibytes = heapMebibytes;
        this.settings = settings;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        List<String> settings = new ArrayList<>(List.of("--wildrydes.archive.firehose.buffer-interval=1s"));
        for (String argument : arguments) {
            if (argument.startsWith("--wildrydes.")) {
                settings.add(argument);
                continue;
            }
            String[] parts = argument.replaceFirst("^--", "").split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "true");
        }
        int rate = Integer.parseInt(options.getOrDefault("rate", "20000"));
        int seconds = Integer.parseInt(options.getOrDefault("seconds", "120"));
        int kills = Integer.parseInt(options.getOrDefault("kills", "2"));
        Path jar =
                Path.of(options.getOrDefault("archive", "archive-service/target/archive-service-1.0.0-SNAPSHOT.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException(
                    jar
                            + " must be built first: mvn -DskipTests -pl local-aws/dynamodb-local,archive-service,benchmarks -am package");
        }
        Path log = Files.createTempFile(Files.createDirectories(Path.of("benchmarks", "target")), "archive-", ".log");
        boolean right;
        try (LocalAwsProcess aws = LocalAwsProcess.start(
                        Path.of(options.getOrDefault("aws", "local-aws/target/local-aws-1.0.0-SNAPSHOT.jar")),
                        "kinesis,dynamodb,firehose,s3,athena",
                        List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        List.of());
                KinesisAsyncClient kinesis = client(aws, KinesisAsyncClient.builder());
                S3Client s3 = client(aws, S3Client.builder().forcePathStyle(true))) {
            right = new ForwardingBenchmark(Integer.parseInt(options.getOrDefault("heap", "112")), settings)
                    .run(aws, kinesis, s3, jar, log, rate, seconds, kills);
        }
        System.out.println("the log of archive-service is in " + log);
        System.exit(right ? 0 : 1);
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(LocalAwsProcess aws, B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    private boolean run(
            LocalAwsProcess aws,
            KinesisAsyncClient kinesis,
            S3Client s3,
            Path jar,
            Path log,
            int rate,
            int seconds,
            int kills)
            throws Exception {
        kinesis.createStream(b -> b.streamName("wildrydes").shardCount(SHARDS)).join();
        kinesis.waiter().waitUntilStreamExists(b -> b.streamName("wildrydes")).join();
        ServiceProcess service = start(aws, jar, log);
        NumberedReports load = new NumberedReports(kinesis, rate);
        long began = System.nanoTime();
        load.start();
        try {
            for (int kill = 1; kill <= kills; kill++) {
                sleepUntil(began, Duration.ofSeconds((long) seconds * kill / (kills + 1)));
                print("%5.1f s: kill -9 of archive-service, %,d reports were written", since(began), load.written());
                service.kill();
                service = start(aws, jar, log);
            }
            sleepUntil(began, Duration.ofSeconds(seconds));
            Duration cpu = service.usage().cpu();
            long resident = service.usage().residentBytes();
            load.close();
            double loaded = since(began);
            long written = load.written();
            print("%5.1f s: %,d reports were written, %,.0f a second", loaded, written, written / loaded);
            boolean complete = awaitAll(s3, written);
            print(
                    "%5.1f s: %s of them are archived, %.1f s after the last was written; %,d lines are there twice",
                    since(began),
                    complete ? "all" : "ONLY " + archived.cardinality(),
                    since(began) - loaded,
                    lines - archived.cardinality());
            print(
                    "archive-service since its last start: %.1f s of CPU, %d MB resident; local-aws: %.1f s, %d MB",
                    cpu.toMillis() / 1e3,
                    resident >> 20,
                    aws.usage().cpu().toMillis() / 1e3,
                    aws.usage().residentBytes() >> 20);
            return complete;
        } finally {
            service.kill();
        }
    }

    private ServiceProcess start(LocalAwsProcess aws, Path jar, Path log) throws IOException {
        return ServiceProcess.start("archive-service", jar, heapMebibytes, aws.endpoint(), log, settings);
    }

    private boolean awaitAll(S3Client s3, long written) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            readNew(s3);
            if (archived.nextClearBit(0) >= written) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return false;
    }

    private void readNew(S3Client s3) throws IOException {
        for (S3Object object : s3.listObjectsV2Paginator(
                        list -> list.bucket(BUCKET).prefix("raw/"))
                .contents()) {
            if (!readKeys.add(object.key())) {
                continue;
            }
            try (BufferedReader file = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(s3.getObject(get -> get.bucket(BUCKET).key(object.key()))),
                    StandardCharsets.UTF_8))) {
                for (String line = file.readLine(); line != null; line = file.readLine()) {
                    Matcher number = NUMBER.matcher(line);
                    if (!number.find()) {
                        throw new IllegalStateException("A line must have a number, but was " + line);
                    }
                    archived.set(Integer.parseInt(number.group(1)));
                    lines++;
                }
            }
        }
    }

    private static void sleepUntil(long began, Duration time) throws InterruptedException {
        long nanos = began + time.toNanos() - System.nanoTime();
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
