package com.wildrydes.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * How long a report takes from its acceptance by Kinesis to a frame of {@code /ws/fleet}: once with enhanced fan-out, once for each
 * interval of polling, one dashboard-service after the other beside the same local-aws and the same fleet.
 *
 * <p>Options: {@code --probes=200} reports whose way is measured, at random times, {@code --unicorns=500} that fly meanwhile,
 * {@code --shards=4}.
 *
 * <pre>
 * mvn -DskipTests -pl local-aws,dashboard-service,benchmarks -am package
 * java -cp benchmarks/target/benchmarks-1.0.0-SNAPSHOT.jar com.wildrydes.benchmarks.MapDelayBenchmark
 * </pre>
 */
public final class MapDelayBenchmark {

    private static final String SETTING = "--wildrydes.streams.following.";
    private static final List<List<String>> WAYS = List.of(
            List.of(SETTING + "fan-out=true"),
            List.of(SETTING + "fan-out=false", SETTING + "interval=250ms"),
            List.of(SETTING + "fan-out=false", SETTING + "interval=1s"));

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int WARM_UP = 20;
    private static final int LONGEST_PAUSE_MILLIS = 600;
    private static final int LOST_SECONDS = 30;

    private final KinesisAsyncClient kinesis;
    private final SplittableRandom random = new SplittableRandom(42);
    private final Frames frames = new Frames();

    private MapDelayBenchmark(KinesisAsyncClient kinesis) {
        this.kinesis = kinesis;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.replaceFirst("^--", "").split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "true");
        }
        int probes = Integer.parseInt(options.getOrDefault("probes", "200"));
        int unicorns = Integer.parseInt(options.getOrDefault("unicorns", "500"));
        int shards = Integer.parseInt(options.getOrDefault("shards", "4"));
        Path log = Files.createTempFile(Files.createDirectories(Path.of("benchmarks", "target")), "dashboard-", ".log");
        try (LocalAwsProcess aws = LocalAwsProcess.start(
                        Path.of("local-aws/target/local-aws-1.0.0-SNAPSHOT.jar"),
                        "kinesis",
                        List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        List.of());
                KinesisAsyncClient kinesis = KinesisAsyncClient.builder()
                        .endpointOverride(aws.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                        .build()) {
            kinesis.createStream(b -> b.streamName("wildrydes").shardCount(shards))
                    .join();
            try (FlyingUnicorns fleet = new FlyingUnicorns(kinesis, unicorns)) {
                fleet.start();
                for (List<String> way : WAYS) {
                    ServiceProcess dashboard = ServiceProcess.start(
                            "dashboard-service",
                            Path.of("dashboard-service/target/dashboard-service-1.0.0-SNAPSHOT.jar"),
                            256,
                            aws.endpoint(),
                            log,
                            way);
                    try {
                        dashboard.awaitReady();
                        System.out.printf(
                                "%s: %s%n",
                                String.join(" ", way).replace(SETTING, ""),
                                new MapDelayBenchmark(kinesis).measure(dashboard.address(), probes));
                    } finally {
                        dashboard.kill();
                    }
                }
            }
        }
        System.out.println("the log of dashboard-service is in " + log);
    }

    private String measure(URI dashboard, int probes) throws Exception {
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(dashboard.toString().replaceFirst("^http", "ws") + "/ws/fleet"), frames)
                .get();
        List<Double> millis = new ArrayList<>();
        for (int probe = -WARM_UP; probe < probes; probe++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            double took = fly("Probe-" + dashboard.getPort() + "-" + probe);
            if (probe >= 0) {
                millis.add(took);
            }
        }
        socket.abort();
        return Percentiles.of(millis).line("ms");
    }

    /** @return the milliseconds from Kinesis' answer to the frame */
    private double fly(String name) throws Exception {
        CompletableFuture<Long> seen = frames.await("[\"" + name + "\",");
        String report = String.format(
                Locale.ROOT,
                "{\"Distance\":29.87,\"HealthPoints\":150,\"Latitude\":40.7,\"Longitude\":-73.9,\"MagicPoints\":151,"
                        + "\"Name\":\"%s\",\"StatusTime\":\"%s\"}\n",
                name,
                TIME.format(Instant.now()));
        kinesis.putRecord(put -> put.streamName("wildrydes").partitionKey(name).data(SdkBytes.fromUtf8String(report)))
                .join();
        long accepted = System.nanoTime();
        try {
            return Math.max(0, seen.get(LOST_SECONDS, TimeUnit.SECONDS) - accepted) / 1e6;
        } catch (TimeoutException e) {
            throw new IOException(name + " must come onto the map, but did not within " + LOST_SECONDS + " s", e);
        }
    }

    /** Looks for one name at a time. */
    private static final class Frames implements WebSocket.Listener {

        private final StringBuilder parts = new StringBuilder();
        private volatile String wanted = "";
        private volatile CompletableFuture<Long> seen = new CompletableFuture<>();

        CompletableFuture<Long> await(String text) {
            CompletableFuture<Long> next = new CompletableFuture<>();
            seen = next;
            wanted = text;
            return next;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                if (!wanted.isEmpty() && parts.indexOf(wanted) >= 0) {
                    seen.complete(System.nanoTime());
                }
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
