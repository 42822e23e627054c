package com.wildrydes.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import com.wildrydes.telemetry.ReportJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * The whole service, its real writer included, against a Kinesis that is played in this process. The writer's queue holds about a
 * hundred reports, so that larger batches go through it in parts.
 */
class ProducerIT {

    private static final String STREAM = "wildrydes";

    @TempDir
    private static Path data;

    private static LocalAws aws;
    private static ConfigurableApplicationContext service;
    private static KinesisAsyncClient kinesis;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("kinesis"));
        service = new SpringApplicationBuilder(ProducerApplication.class)
                .run(
                        "--spring.profiles.active=local",
                        "--server.port=0",
                        "--spring.cloud.aws.endpoint=" + aws.endpoint(),
                        "--wildrydes.streams.writing.queue=20KB");
        kinesis = KinesisAsyncClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    @AfterAll
    static void stop() {
        kinesis.close();
        service.close();
        aws.close();
    }

    @Test
    void everyReportAnsweredAsAcceptedIsInTheStream() throws Exception {
        String sent = report("Shadowfax", 1)
                .replace("2026-11-23 01:02:01.000", "2026-11-23T01:02:01Z")
                .replace("{", "{\"Battery\":{\"Volts\":3.70},");

        HttpResponse<String> one = post("application/json", sent);
        HttpResponse<String> many = post(
                "application/x-ndjson",
                IntStream.range(0, 2000)
                        .mapToObj(i -> report("Unicorn-" + i % 500, i))
                        .collect(Collectors.joining("\n")));

        assertThat(one.statusCode()).isEqualTo(202);
        assertThat(many.statusCode()).isEqualTo(202);
        assertThat(keys("Shadowfax|Unicorn-\\d+")).hasSize(2001);
        assertThat(text("Shadowfax"))
                .containsExactly(sent.replace("2026-11-23T01:02:01Z", "2026-11-23 01:02:01.000") + "\n");
        for (int name = 0; name < 500; name += 50) {
            int n = name;
            assertThat(text("Unicorn-" + name))
                    .containsExactlyElementsOf(IntStream.range(0, 4)
                            .mapToObj(round -> report("Unicorn-" + n, round * 500 + n) + "\n")
                            .toList());
        }
    }

    @Test
    void acknowledgesEverythingThroughFailedEntriesAndThrottling() throws Exception {
        faults("{\"failedEntryShare\":0.2,\"throttledShare\":0.1,\"seed\":7}");

        for (int request = 0; request < 20; request++) {
            String body = IntStream.range(request * 50, request * 50 + 50)
                    .mapToObj(i -> report("Faulty-" + i, i))
                    .collect(Collectors.joining("\n"));

            assertThat(post("application/x-ndjson", body).statusCode()).isEqualTo(202);
        }

        assertThat(faults("{}")).containsPattern("FAILED_ENTRY\":[1-9]").containsPattern("THROTTLED\":[1-9]");
        // A call that is throttled writes nothing, and of failed entries only those are sent again: no duplicates here.
        assertThat(keys("Faulty-\\d+"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1000).mapToObj(i -> "Faulty-" + i).toList());
    }

    @Test
    void answers429WhileTheQueueIsFullAndEverythingAnswered202IsThere() throws Exception {
        faults("{\"throttledShare\":1}");
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int request = 0; request < 100; request++) {
            answers.add(http.sendAsync(
                    request("application/json", "[" + report("A" + request, 1) + "," + report("B" + request, 2) + "]"),
                    BodyHandlers.ofString()));
        }
        await().until(() -> answers.stream().anyMatch(CompletableFuture::isDone));
        faults("{}");

        List<String> accepted = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int request = 0; request < 100; request++) {
            HttpResponse<String> answer = answers.get(request).join();
            if (answer.statusCode() == 202) {
                accepted.add("A" + request);
                accepted.add("B" + request);
            } else {
                others.add(answer.statusCode());
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            }
        }
        assertThat(others).isNotEmpty().containsOnly(429);
        // Nothing of a refused request was written.
        assertThat(keys("[AB]\\d+")).containsExactlyInAnyOrderElementsOf(accepted);
    }

    @Test
    void simulatedUnicornsReportOnceASecond() throws Exception {
        http.send(
                HttpRequest.newBuilder(uri("/api/unicorns"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\":\"Flying\",\"count\":40}"))
                        .build(),
                BodyHandlers.discarding());

        await().until(() -> keys("Flying-\\d+").size() >= 120);
        http.send(HttpRequest.newBuilder(uri("/api/unicorns")).DELETE().build(), BodyHandlers.discarding());

        assertThat(new HashSet<>(keys("Flying-\\d+"))).hasSize(40);
        assertThat(text("Flying-1"))
                .allSatisfy(
                        line -> assertThat(ReportJson.read(line.getBytes(UTF_8)).distanceMetres())
                                .isBetween(29.0, 31.0));
    }

    /** @return what was injected so far */
    private String faults(String json) throws IOException, InterruptedException {
        URI uri = aws.endpoint().resolve("/_local-aws/faults");
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .PUT(BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> post(String contentType, String body) throws IOException, InterruptedException {
        return http.send(request(contentType, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(String contentType, String body) {
        return HttpRequest.newBuilder(uri("/api/telemetry"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    /** The keys of all records whose key matches, once per record. */
    private static List<String> keys(String pattern) {
        return records().stream()
                .map(Record::partitionKey)
                .filter(key -> key.matches(pattern))
                .toList();
    }

    private static List<String> text(String key) {
        return records().stream()
                .filter(record -> record.partitionKey().equals(key))
                .map(record -> record.data().asString(UTF_8))
                .toList();
    }

    private static List<Record> records() {
        List<Record> records = new ArrayList<>();
        for (Shard shard : kinesis.listShards(r -> r.streamName(STREAM)).join().shards()) {
            String iterator = kinesis.getShardIterator(r -> r.streamName(STREAM)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .join()
                    .shardIterator();
            GetRecordsResponse response;
            do {
                String from = iterator;
                response = kinesis.getRecords(r -> r.shardIterator(from)).join();
                records.addAll(response.records());
                iterator = response.nextShardIterator();
            } while (response.millisBehindLatest() > 0);
        }
        return records;
    }

    private static String report(String name, int i) {
        return "{\"Distance\":" + i + ",\"HealthPoints\":149,\"Latitude\":40.749167,\"Longitude\":-73.985184,"
                + "\"MagicPoints\":151,\"Name\":\"" + name + "\",\"StatusTime\":\"2026-11-23 01:02:"
                + String.format("%02d", i % 60) + ".000\"}";
    }
}
