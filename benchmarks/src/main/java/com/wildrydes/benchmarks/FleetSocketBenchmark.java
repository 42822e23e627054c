package com.wildrydes.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * Whether one dashboard-service keeps many clients of {@code /ws/fleet} up to date, also while some of them read nothing, and what a
 * client costs in memory: the service, local-aws, the reports and all clients on one machine.
 *
 * <p>Every client checks that its frames leave no gap, all get messages of the same length, and in the end each must have the newest
 * seq; one in a hundred reads the rows and must have everybody's last report. The delay is from the server's time in a message to
 * its arrival in the client; the age from the newest StatusTime in it.
 *
 * <p>Options: {@code --sessions=2000}, {@code --deaf=50} of them read nothing in the second half, {@code --unicorns=1000} report once
 * a second, {@code --seconds=60} for each half, {@code --heap=1024} MiB of dashboard-service, any {@code --wildrydes.…} for it,
 * {@code --aws=local-aws/target/….jar}, {@code --dashboard=dashboard-service/target/….jar}, {@code --profile=file.jfr} of the first half.
 */
public final class FleetSocketBenchmark {

    private static final int SHARDS = 4;
    private static final int WARM_UP_SECONDS = 15;
    private static final int PATIENCE_SECONDS = 30;
    private static final int FULL_BUFFERS_SECONDS = 150;

    private final ServiceProcess dashboard;
    private final LocalAwsProcess aws;
    private final FleetClients clients;
    private final int seconds;

    private FleetSocketBenchmark(ServiceProcess dashboard, LocalAwsProcess aws, FleetClients clients, int seconds) {
        this.dashboard = dashboard;
        this.aws = aws;
        this.clients = clients;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        List<String> settings = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("--wildrydes.")) {
                settings.add(argument);
                continue;
            }
            String[] parts = argument.replaceFirst("^--", "").split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "true");
        }
        Path jar = Path.of(
                options.getOrDefault("dashboard", "dashboard-service/target/dashboard-service-1.0.0-SNAPSHOT.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException(jar
                    + " must be built first: mvn -DskipTests -pl local-aws,dashboard-service,benchmarks -am package");
        }
        Path log = Files.createTempFile(Files.createDirectories(Path.of("benchmarks", "target")), "dashboard-", ".log");
        boolean right;
        try (LocalAwsProcess aws = LocalAwsProcess.start(
                        Path.of(options.getOrDefault("aws", "local-aws/target/local-aws-1.0.0-SNAPSHOT.jar")),
                        "kinesis",
                        List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        List.of());
                KinesisAsyncClient kinesis = KinesisAsyncClient.builder()
                        .endpointOverride(aws.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                        .build()) {
            kinesis.createStream(b -> b.streamName("wildrydes").shardCount(SHARDS))
                    .join();
            kinesis.waiter()
                    .waitUntilStreamExists(b -> b.streamName("wildrydes"))
                    .join();
            ServiceProcess dashboard = ServiceProcess.start(
                    "dashboard-service",
                    jar,
                    Integer.parseInt(options.getOrDefault("heap", "1024")),
                    aws.endpoint(),
                    log,
                    settings);
            try {
                dashboard.awaitReady();
                InetSocketAddress address =
                        new InetSocketAddress("127.0.0.1", dashboard.address().getPort());
                try (FleetClients clients = new FleetClients(address)) {
                    right = new FleetSocketBenchmark(
                                    dashboard, aws, clients, Integer.parseInt(options.getOrDefault("seconds", "60")))
                            .run(
                                    new FlyingUnicorns(
                                            kinesis, Integer.parseInt(options.getOrDefault("unicorns", "1000"))),
                                    Integer.parseInt(options.getOrDefault("sessions", "2000")),
                                    Integer.parseInt(options.getOrDefault("deaf", "50")),
                                    options.get("profile"));
                }
            } finally {
                dashboard.kill();
            }
        }
        System.out.println("the log of dashboard-service is in " + log);
        System.exit(right ? 0 : 1);
    }

    private boolean run(FlyingUnicorns unicorns, int sessions, int deaf, @Nullable String profile) throws Exception {
        unicorns.start();
        clients.connect(1);
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        Memory before = memory();
        print("with 1 session: %s", before);

        long began = System.nanoTime();
        clients.connect(sessions);
        while (clients.greeted() < sessions && since(began) < PATIENCE_SECONDS) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        print("%,d of %,d sessions have a snapshot after %.1f s", clients.greeted(), sessions, since(began));
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        if (profile != null) {
            dashboard.command("JFR.start", "settings=profile", "duration=" + seconds + "s", "filename=" + profile);
        }
        measure("all " + sessions + " read", false);
        Memory after = memory();
        print(
                "with %,d sessions: %s; a session: %.1f kB of heap, %.1f kB resident",
                sessions,
                after,
                (after.heapBytes - before.heapBytes) / 1e3 / (sessions - 1),
                (after.residentBytes - before.residentBytes) / 1e3 / (sessions - 1));

        clients.deafen(deaf);
        awaitFullBuffers(deaf);
        measure(deaf + " of them read nothing", true);

        unicorns.close();
        boolean right = awaitAll(unicorns);
        int wrong = clients.wrong();
        print(
                "%,d reports were written; in the end every session that reads %s; %,d errors",
                unicorns.written(),
                right
                        ? "has the newest seq, and every one that was watched each unicorn's last report"
                        : "MUST HAVE the newest seq and the last reports, BUT HAS NOT",
                wrong);
        return right && wrong == 0;
    }

    private void measure(String what, boolean someAreDeaf) throws InterruptedException {
        Duration service = dashboard.usage().cpu();
        Duration kinesis = aws.usage().cpu();
        Duration own = new Usage(ProcessHandle.current()).cpu();
        double skipped = dashboard.skipped();
        clients.seen();
        long began = System.nanoTime();
        while (since(began) < seconds) {
            TimeUnit.SECONDS.sleep(1);
            if (someAreDeaf) {
                clients.returnDropped();
            }
        }
        FleetClients.Seen seen = clients.seen();
        double elapsed = since(began);
        print("%s, for %.1f s:", what, elapsed);
        print("  delay from the server's time to the client: %s", seen.delays());
        print("  age of the newest StatusTime in the client: %s", seen.ages());
        print(
                "  messages a session: least %d, median %d; %.0f MB a second; busy sessions were passed over %,.0f times",
                seen.least(), seen.median(), seen.bytes() / 1e6 / elapsed, dashboard.skipped() - skipped);
        if (someAreDeaf) {
            print("  dropped because they read nothing, and came back: %d times", seen.dropped());
        }
        print(
                "  CPU: dashboard-service %.2f, local-aws %.2f, clients and reports %.2f cores",
                cores(dashboard.usage(), service, elapsed),
                cores(aws.usage(), kinesis, elapsed),
                cores(new Usage(ProcessHandle.current()), own, elapsed));
    }

    /** Until then those who read nothing are not noticed by anybody, because the kernel takes what is sent to them. */
    private void awaitFullBuffers(int deaf) throws InterruptedException {
        long began = System.nanoTime();
        double before = dashboard.skipped();
        while (dashboard.skipped() < before + deaf && since(began) < FULL_BUFFERS_SECONDS) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
        print("after %.1f s the buffers to those who read nothing are full", since(began));
    }

    private static double cores(Usage usage, Duration before, double elapsed) {
        return usage.cpu().minus(before).toMillis() / 1e3 / elapsed;
    }

    /**
     * @param heapBytes what of the heap is used after a collection
     * @param residentBytes of the whole process; without the kernel's buffers of its sockets
     */
    private record Memory(long heapBytes, long residentBytes) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.1f MB of heap after a collection, %.1f MB resident",
                    heapBytes / 1e6,
                    residentBytes / 1e6);
        }
    }

    private Memory memory() throws IOException, InterruptedException {
        dashboard.command("GC.run");
        return new Memory(dashboard.heapBytes(), dashboard.usage().residentBytes());
    }

    private boolean awaitAll(FlyingUnicorns unicorns) throws InterruptedException {
        Map<String, Long> last = unicorns.last();
        long end = System.nanoTime();
        while (since(end) < PATIENCE_SECONDS) {
            if (clients.allHave(last)) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return false;
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
