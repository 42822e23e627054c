package com.wildrydes.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.systemtests.Door.Answer;
import com.wildrydes.systemtests.Truth.Key;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The suite within what a shard allows on AWS (1 MiB or 1,000 records a second in, five reads and 2 MiB a second out), as it runs
 * there: consumers by KCL, the map by enhanced fan-out. More is written and read than is allowed; then nothing may be missing.
 */
class LimitsIT {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int SHARDS = 2;
    private static final int UNICORNS = 200;
    private static final int BATCHES = 3;
    /** Of each batch some two seconds' worth of a shard's records come at once. */
    private static final int BATCH = 4_000;

    private static final int REPORTS_A_UNICORN = 4;

    @Test
    void theMinutesAreExactAndTheMapIsCompleteWithinTheLimitsOfShards() {
        SuiteOptions options = SuiteOptions.inFolder(Suites.newFolder())
                .mode(Mode.KCL)
                .window(WINDOW)
                .reportShards(SHARDS)
                .with(Part.LOCAL_AWS, "--throughput-limits=true")
                .with(Part.DASHBOARD, "--wildrydes.streams.following.fan-out=true");
        try (Suite suite = Suite.start(options);
                Aws aws = new Aws(suite.aws())) {
            Door door = new Door(suite);
            assertThat(consumers(aws)).singleElement().asString().startsWith("wildrydes-dashboard-");

            fly(suite, door);
            long refusedIn = met(suite, "OVER_LIMIT_IN");
            long refusedOut = met(suite, "OVER_LIMIT_OUT");

            Truth truth = settled(aws);
            Table table = new Table(aws.dynamoDb);
            await("the table equals the truth")
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(table.allDifferences(truth.all())).isEmpty());
            Archive archive = new Archive(aws.s3);
            await("every report is archived").atMost(PATIENCE).untilAsserted(() -> {
                Set<String> missing = new HashSet<>(truth.sequenceNumbers());
                missing.removeAll(archive.sequenceNumbers());
                assertThat(missing).isEmpty();
            });
            Set<String> fleet = truth.all().keySet().stream().map(Key::name).collect(Collectors.toSet());
            assertThat(fleet).hasSize(UNICORNS + BATCH / REPORTS_A_UNICORN);
            await("everybody is on the map")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(onTheMap(door)).isEqualTo(fleet));
            System.out.printf(
                    "limits: %d reports in %d windows, 0 rows differ; %d records and %d reads were refused%n",
                    truth.sequenceNumbers().size(), truth.all().size(), refusedIn, refusedOut);
            assertThat(refusedIn).as("records refused").isPositive();
            assertThat(refusedOut).as("reads refused").isPositive();
            assertThat(suite.unexpectedEnds()).isEmpty();

            suite.process(Part.DASHBOARD).stop();

            assertThat(consumers(aws)).isEmpty();
        }
    }

    /** A fleet, above it batches of uploads, and somebody who reads the stream too: a fourth reader of each shard. */
    private static void fly(Suite suite, Door door) {
        Answer started = door.postJson("/api/unicorns", "{\"count\":" + UNICORNS + "}");
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        try (Stream<String> tail = door.follow("/api/streams/wildrydes/tail?from=TRIM_HORIZON")) {
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> tail.forEach(line -> {}));
            for (int batch = 0; batch < BATCHES; batch++) {
                upload(door);
            }
            await("reads were refused").atMost(PATIENCE).until(() -> met(suite, "OVER_LIMIT_OUT") > 0);
            assertThat(reading).isNotDone();
        }
        assertThat(door.delete("/api/unicorns").status()).isBetween(200, 299);
    }

    /** Comes back when Kinesis has taken every report. */
    private static void upload(Door door) {
        byte[] batch = IntStream.range(0, BATCH)
                .mapToObj(i ->
                        new Unicorn("Limits-" + i / REPORTS_A_UNICORN).json().strip())
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
        Answer answer = door.post("/api/telemetry", "application/x-ndjson", batch);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(BATCH);
    }

    /** The truth when nothing is written any more and the last window has ended. */
    private static Truth settled(Aws aws) {
        Instant landed = Instant.now();
        await("the last window has ended")
                .atMost(WINDOW.plusSeconds(10))
                .until(() -> Instant.now().isAfter(landed.plus(WINDOW)));
        return Truth.of(aws.kinesis, "wildrydes", WINDOW);
    }

    private static Set<String> onTheMap(Door door) {
        JsonNode items = door.get("/api/positions").json().get("items");
        return Set.copyOf(items.findValuesAsString("name"));
    }

    private static List<String> consumers(Aws aws) {
        String arn = aws.kinesis
                .describeStreamSummary(request -> request.streamName("wildrydes"))
                .streamDescriptionSummary()
                .streamARN();
        return aws.kinesis.listStreamConsumers(request -> request.streamARN(arn)).consumers().stream()
                .map(Consumer::consumerName)
                .toList();
    }

    /** How often a limit was met so far. */
    private static long met(Suite suite, String limit) {
        HttpRequest request = HttpRequest.newBuilder(suite.uri(Part.LOCAL_AWS, "/_local-aws/faults"))
                .build();
        String answer = HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofString())
                .join()
                .body();
        return JsonMapper.shared().readTree(answer).at("/injected/" + limit).asLong();
    }
}
