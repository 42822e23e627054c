package com.wildrydes.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * How fast KCL workers begin, share, and take over, and what they cost when idle: aggregators as real processes over six
 * shards, under load. In the end every report must have been summed exactly once, or the figures do not count.
 *
 * <p>Options: {@code --jar=local-aws/target/local-aws-….jar}, {@code --aggregator=aggregator-service/target/….jar}, {@code
 * --idle-seconds=60}, {@code --rounds=1} of killing each of the three; everything else goes to the aggregators, such as {@code
 * --wildrydes.streams.reading.failover=10s}.
 */
public final class RecoveryBenchmark implements AutoCloseable {

    private static final int SHARDS = 6;
    private static final int HEAP_MEBIBYTES = 160;
    private static final int OUTAGE_SECONDS = 20;
    private static final Pattern DYNAMODB = Pattern.compile("\"DynamoDB\":\\{([^}]*)}");
    private static final Pattern COUNT = Pattern.compile("\"(\\w+)\":(\\d+)");

    private final LocalAwsProcess aws;
    private final KinesisAsyncClient kinesis;
    private final Path jar;
    private final Path logs;
    private final List<String> settings;
    private final List<ServiceProcess> workers = new ArrayList<>();
    private int started;
    private boolean right = true;

    private RecoveryBenchmark(LocalAwsProcess aws, Path jar, Path logs, List<String> settings) {
        this.aws = aws;
        this.jar = jar;
        this.logs = logs;
        this.settings = settings;
        this.kinesis = KinesisAsyncClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        List<String> settings =
                new ArrayList<>(List.of("--wildrydes.streams.mode=kcl", "--wildrydes.window.length=10s"));
        for (String argument : arguments) {
            if (argument.startsWith("--wildrydes.") || argument.startsWith("--logging.")) {
                settings.add(argument);
            } else {
                String[] parts = argument.replaceFirst("^--", "").split("=", 2);
                options.put(parts[0], parts.length == 2 ? parts[1] : "true");
            }
        }
        Path jar = Path.of(
                options.getOrDefault("aggregator", "aggregator-service/target/aggregator-service-1.0.0-SNAPSHOT.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException(
                    jar
                            + " must be built first: mvn -DskipTests -pl local-aws/dynamodb-local,aggregator-service,benchmarks -am package");
        }
        Path logs = Files.createTempDirectory(Files.createDirectories(Path.of("benchmarks", "target")), "recovery-");
        boolean right;
        try (LocalAwsProcess aws = LocalAwsProcess.start(
                        Path.of(options.getOrDefault("jar", "local-aws/target/local-aws-1.0.0-SNAPSHOT.jar")),
                        "kinesis,dynamodb",
                        List.of("-Xmx160m", "-XX:+UseSerialGC"),
                        List.of());
                RecoveryBenchmark benchmark = new RecoveryBenchmark(aws, jar, logs, settings)) {
            right = benchmark.run(
                    Integer.parseInt(options.getOrDefault("rounds", "1")),
                    Integer.parseInt(options.getOrDefault("idle-seconds", "60")));
        }
        System.out.println("the aggregators' logs are in " + logs);
        System.exit(right ? 0 : 1);
    }

    private boolean run(int rounds, int idleSeconds) throws Exception {
        kinesis.createStream(b -> b.streamName("wildrydes").shardCount(SHARDS)).join();
        kinesis.waiter().waitUntilStreamExists(b -> b.streamName("wildrydes")).join();
        Reports reports = new Reports(kinesis);
        reports.start();

        print("first record on fresh tables: %.1f s after the start of the process", firstRecord());
        awaitShares(List.of(6));
        workers.remove(0).kill();
        print("first record on existing tables, after kill -9: %.1f s", firstRecord());
        awaitShares(List.of(6));
        workers.remove(0).stop();
        print("first record on existing tables, after SIGTERM: %.1f s", firstRecord());
        awaitShares(List.of(6));

        long began = System.nanoTime();
        workers.add(start());
        workers.add(start());
        print("shares of three workers: 2/2/2 after %.1f s", awaitEvenShares(began));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 3; i++) {
                // The oldest first: so each that ever began is killed, a leader too if there is one.
                failover(true);
            }
        }
        failover(false);
        outage(reports);

        reports.close();
        boolean summed = await(60, reports::areSummed);
        print("%,d reports were written, %s", reports.count(), summed ? "each was summed once" : "SUMS ARE WRONG");
        right &= summed;
        idle(3, idleSeconds);
        workers.remove(2).stop();
        workers.remove(1).stop();
        // Without load nothing shows who holds what.
        TimeUnit.SECONDS.sleep(30);
        idle(1, idleSeconds);
        return right;
    }

    private double firstRecord() throws Exception {
        ServiceProcess worker = start();
        workers.add(worker);
        right &= await(180, () -> worker.records() > 0);
        return worker.secondsSinceStart();
    }

    private void failover(boolean kill) throws Exception {
        ServiceProcess victim = workers.remove(0);
        Set<String> lost = victim.shards();
        long began = System.nanoTime();
        if (kill) {
            victim.kill();
        } else {
            victim.stop();
        }
        right &= await(
                120,
                () -> workers.stream()
                        .flatMap(worker -> worker.shards().stream())
                        .collect(Collectors.toSet())
                        .containsAll(lost));
        print(
                "%s of %s: its %d shards are read again after %.1f s",
                kill ? "kill -9" : "SIGTERM", victim.name(), lost.size(), seconds(began));
        workers.add(start());
        print("%s joins: 2/2/2 after %.1f s", workers.get(2).name(), awaitEvenShares(workers.get(2)));
    }

    /** Kinesis and DynamoDB, both. */
    private void outage(Reports reports) throws Exception {
        reports.rounds().lock();
        try {
            aws.outage(OUTAGE_SECONDS);
        } finally {
            reports.rounds().unlock();
        }
        long began = System.nanoTime();
        List<Double> before = workers.stream().map(ServiceProcess::records).toList();
        boolean again = await(120, () -> {
            boolean all = all().size() == SHARDS;
            for (int i = 0; i < before.size(); i++) {
                all &= workers.get(i).records() > before.get(i);
            }
            return all;
        });
        right &= again;
        print("AWS gone for %d s: all workers read again %.1f s after it came back", OUTAGE_SECONDS, seconds(began));
    }

    private double awaitEvenShares(ServiceProcess last) throws Exception {
        awaitShares(List.of(2, 2, 2));
        return last.secondsSinceStart();
    }

    private double awaitEvenShares(long began) throws Exception {
        List<Integer> shown = List.of();
        while (!shares().equals(List.of(2, 2, 2)) && seconds(began) < 180) {
            List<Integer> now = workers.stream().map(w -> w.shards().size()).toList();
            if (!now.equals(shown)) {
                print("  %.1f s: shares %s", seconds(began), now);
                shown = now;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        right &= awaitShares(List.of(2, 2, 2));
        return seconds(began);
    }

    private boolean awaitShares(List<Integer> shares) throws Exception {
        return await(180, () -> shares().equals(shares) && all().size() == SHARDS);
    }

    private List<Integer> shares() {
        return workers.stream().map(worker -> worker.shards().size()).sorted().toList();
    }

    private Set<String> all() {
        Set<String> all = new TreeSet<>();
        workers.forEach(worker -> all.addAll(worker.shards()));
        return all;
    }

    private void idle(int count, int seconds) throws Exception {
        Map<String, Long> before = dynamoDbCalls();
        TimeUnit.SECONDS.sleep(seconds);
        Map<String, Long> after = dynamoDbCalls();
        double sum = 0;
        StringBuilder line = new StringBuilder();
        for (Map.Entry<String, Long> operation : after.entrySet()) {
            double rate =
                    (operation.getValue() - before.getOrDefault(operation.getKey(), 0L)) / (double) seconds / count;
            if (rate > 0) {
                line.append(String.format(Locale.ROOT, " %s %.2f", operation.getKey(), rate));
                sum += rate;
            }
        }
        print("%d idle worker(s): %.2f DynamoDB calls a second each:%s", count, sum, line);
    }

    private Map<String, Long> dynamoDbCalls() throws IOException, InterruptedException {
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(aws.endpoint() + "/_local-aws/calls"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Map<String, Long> counts = new TreeMap<>();
        Matcher dynamoDb = DYNAMODB.matcher(answer);
        if (dynamoDb.find()) {
            Matcher count = COUNT.matcher(dynamoDb.group(1));
            while (count.find()) {
                counts.put(count.group(1), Long.parseLong(count.group(2)));
            }
        }
        return counts;
    }

    private ServiceProcess start() throws IOException {
        started++;
        String name = "worker-" + started;
        return ServiceProcess.start(name, jar, HEAP_MEBIBYTES, aws.endpoint(), logs.resolve(name + ".log"), settings);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static boolean await(int seconds, Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                System.out.println("IT DID NOT HAPPEN within " + seconds + " s");
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    @Override
    public void close() throws InterruptedException {
        for (ServiceProcess worker : workers) {
            worker.kill();
        }
        kinesis.close();
    }
}
