package com.wildrydes.persister;

import static com.wildrydes.persister.Summaries.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import com.wildrydes.telemetry.DeadLetter;
import com.wildrydes.telemetry.SummaryJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service against local-aws, from the stream to the REST API. */
@Timeout(180)
class PersisterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path data;

    private static LocalAws aws;
    private static ConfigurableApplicationContext service;
    private static KinesisClient kinesis;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("kinesis", "dynamodb"));
        service = new SpringApplicationBuilder(PersisterApplication.class)
                .profiles("local")
                .run("--server.port=0", "--spring.cloud.aws.endpoint=" + aws.endpoint());
        kinesis = SummaryTableIT.at(aws, KinesisClient.builder()).build();
    }

    @AfterAll
    static void stop() {
        kinesis.close();
        service.close();
        aws.close();
    }

    @Test
    void keepsTheLargestSummaryOfAMinuteInWhateverOrderTheyCome() throws Exception {
        put("Shadowfax", SummaryJson.write(Summaries.of("Shadowfax", MINUTE, 59)));
        put("Shadowfax", SummaryJson.write(Summaries.of("Shadowfax", MINUTE, 60)));
        put("Shadowfax", SummaryJson.write(Summaries.of("Shadowfax", MINUTE, 40)));
        put("Shadowfax", SummaryJson.write(Summaries.of("Shadowfax", MINUTE.plusSeconds(60), 1)));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(samples("Shadowfax")).containsExactly(1, 60));
        // In a batch of its own, after the larger one is in the table.
        put("Shadowfax", SummaryJson.write(Summaries.of("Shadowfax", MINUTE, 2)));
        put("Shadowfax", SummaryJson.write(Summaries.of("Shadowfax", MINUTE.plusSeconds(120), 7)));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(samples("Shadowfax")).containsExactly(7, 1, 60));
    }

    @Test
    void deadLettersAPoisonSummaryAndGoesOn() throws Exception {
        put("Poison", "{\"Name\":\"Poison\"}".getBytes(StandardCharsets.UTF_8));
        put("Poison", SummaryJson.write(Summaries.of("After", MINUTE, 60)));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(samples("After")).containsExactly(60));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deadLetters()).singleElement().satisfies(letter -> {
                    assertThat(letter.stream()).isEqualTo("wildrydes-summary");
                    assertThat(letter.reason()).startsWith("missing-key: A summary must have");
                    assertThat(letter.data()).asString(StandardCharsets.UTF_8).isEqualTo("{\"Name\":\"Poison\"}");
                }));
    }

    @Test
    void describesItsApiAndItsState() throws Exception {
        assertThat(get("/v3/api-docs").at("/paths").propertyNames())
                .containsExactlyInAnyOrder("/api/unicorns/{name}/summaries", "/api/alerts");
        assertThat(get("/actuator/health").get("status").asString()).isEqualTo("UP");
    }

    private List<Integer> samples(String name) throws Exception {
        return get("/api/unicorns/" + name + "/summaries")
                .get("items")
                .valueStream()
                .map(item -> item.get("samples").asInt())
                .toList();
    }

    private JsonNode get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path);
        var response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static void put(String key, byte[] record) {
        kinesis.putRecord(
                put -> put.streamName("wildrydes-summary").partitionKey(key).data(SdkBytes.fromByteArray(record)));
    }

    private static List<DeadLetter> deadLetters() {
        String shard = kinesis.listShards(list -> list.streamName("wildrydes-dead-letters"))
                .shards()
                .get(0)
                .shardId();
        String iterator = kinesis.getShardIterator(get -> get.streamName("wildrydes-dead-letters")
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return kinesis.getRecords(get -> get.shardIterator(iterator)).records().stream()
                .map(record -> DeadLetter.read(record.data().asByteArray()))
                .toList();
    }
}
