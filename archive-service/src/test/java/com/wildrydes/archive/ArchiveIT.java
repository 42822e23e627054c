package com.wildrydes.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.telemetry.DeadLetter;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service against local-aws: from the stream to files and to the answers of queries. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchiveIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int REPORTS = 300;

    @TempDir
    private static Path data;

    private static RunningArchive archive;
    private static KinesisClient kinesis;

    @BeforeAll
    static void start() {
        archive = RunningArchive.start(data, List.of("--firehose-failures=0.3"), List.of());
        kinesis = archive.client(KinesisClient.builder());
        kinesis.putRecords(put -> put.streamName("wildrydes")
                .records(IntStream.range(0, REPORTS)
                        .mapToObj(i -> entry(report(i)))
                        .toList()));
        kinesis.putRecords(put -> put.streamName("wildrydes")
                .records(
                        entry("not an object"),
                        entry("{\"Name\":\"Shadowfax\",\"Latitude\":\"north\"}"),
                        entry("{malformed}"),
                        // A valid report that its key SequenceNumber must not make unreadable.
                        entry(report(REPORTS).replace("{", "{\"SequenceNumber\":1,"))));
        kinesis.putRecord(put -> put.streamName("wildrydes")
                .partitionKey("Shadowfax")
                .data(SdkBytes.fromByteArray(report(-1).getBytes(StandardCharsets.UTF_16BE))));
    }

    @AfterAll
    static void stop() {
        kinesis.close();
        archive.close();
    }

    @Test
    @Order(1)
    void archivesEveryReportOnceAtLeast() throws Exception {
        Set<Integer> seen = new TreeSet<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (JsonNode line : archivedLines()) {
                if (line.has("HealthPoints")) {
                    seen.add(line.get("HealthPoints").asInt());
                    assertThat(line.get("ArrivalTime").asString())
                            .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}");
                    assertThat(line.get("SequenceNumber").asString()).matches("\\d+");
                }
            }
            assertThat(seen).hasSize(REPORTS + 1);
        });
    }

    @Test
    @Order(2)
    void deadLettersOnlyTheValidReportThatNoLineCanHold() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deadLetters())
                        .singleElement()
                        .satisfies(letter -> assertThat(letter.reason()).startsWith("cannot-be-archived")));
    }

    @Test
    @Order(3)
    void listsTheFilesOfAnHourPageByPage() throws Exception {
        List<String> all = keys("raw/", 1000);
        String hour = all.get(0).substring(0, "raw/2026/11/23/01/".length());

        assertThat(hour).matches("raw/\\d{4}/\\d\\d/\\d\\d/\\d\\d/");
        assertThat(keys("raw/", 1)).isEqualTo(all);
        assertThat(all).isSorted().allSatisfy(key -> assertThat(key).endsWith(".json.gz"));
    }

    @Test
    @Order(4)
    void answersSqlOverTheArchive() throws Exception {
        JsonNode results = archive.results(archive.query("""
                SELECT name, count(*) AS reports, sum(distance) AS metres, min(statustime) AS since
                FROM reports GROUP BY name"""));

        assertThat(results.get("columns").findValuesAsString("name"))
                .containsExactly("name", "reports", "metres", "since");
        assertThat(results.get("items").size()).isOne();
        JsonNode row = results.get("items").get(0);
        assertThat(row.get(0).asString()).isEqualTo("Shadowfax");
        assertThat(row.get(1).asInt()).isEqualTo(REPORTS + 1);
        assertThat(row.get(2).asDouble()).isEqualTo((REPORTS + 1) * 30.0);
        assertThat(row.get(3).asString()).isEqualTo("2026-11-23 01:00:00.000");
    }

    @Test
    @Order(5)
    void readsEveryLineOfTheTableWhateverIsInIt() throws Exception {
        JsonNode results =
                archive.results(archive.query("SELECT count(*) FROM wildrydes WHERE sequencenumber IS NOT NULL"));

        // The reports and the object that is no report; a malformed line has no columns.
        assertThat(results.at("/items/0/0").asInt()).isGreaterThanOrEqualTo(REPORTS + 2);
    }

    @Test
    @Order(6)
    void givesAResultByPageAndAsCsv() throws Exception {
        String query = archive.query("SELECT healthpoints FROM reports ORDER BY healthpoints");
        List<Integer> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = archive.json(archive.get(query + "/results?limit=100" + cursor));
            page.get("items").valueStream().forEach(row -> paged.add(row.get(0).asInt()));
            cursor = page.get("cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("cursor").asString();
        } while (!cursor.isEmpty());
        HttpResponse<String> csv = archive.get(query + "/results", "text/csv");

        List<Integer> expected = IntStream.rangeClosed(0, REPORTS).boxed().toList();
        assertThat(paged).isEqualTo(expected);
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(csv.body()
                        .lines()
                        .skip(1)
                        .map(line -> line.replace("\"", ""))
                        .map(Integer::valueOf))
                .isEqualTo(expected);
    }

    @Test
    @Order(7)
    void tellsWhyAQueryFailed() throws Exception {
        String query = archive.started("SELECT no_such_column FROM reports");

        JsonNode over = archive.awaitOver(query);

        assertThat(over.get("state").asString()).isEqualTo("FAILED");
        assertThat(over.get("reason").asString()).containsIgnoringCase("no_such_column");
        assertThat(archive.get(query + "/results").statusCode()).isEqualTo(409);
        assertThat(archive.delete(query).statusCode()).isEqualTo(204);
    }

    @Test
    @Order(8)
    void refusesWhatDoesNotOnlyRead() throws Exception {
        HttpResponse<String> refused = archive.post("DROP TABLE wildrydes");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(archive.json(refused).get("detail").asString()).contains("drop table");
        assertThat(archive.get("/api/queries/00000000-0000-0000-0000-000000000000")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(9)
    void describesItsApiAndItsState() throws Exception {
        assertThat(archive.json(archive.get("/v3/api-docs")).get("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/api/files",
                        "/api/files/{key}",
                        "/api/queries",
                        "/api/queries/{id}",
                        "/api/queries/{id}/results",
                        "/api/reports",
                        "/api/reports/{id}");
        assertThat(archive.json(archive.get("/actuator/health")).get("status").asString())
                .isEqualTo("UP");
    }

    @Test
    @Order(10)
    void countsQueriesByHowTheyEnded() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(archive.get("/actuator/prometheus").body())
                                .contains("wildrydes_queries{service=\"archive-service\",state=\"running\"} 0")
                                .containsPattern("wildrydes_queries_over_total\\{.*state=\"succeeded\"} [3-9]")
                                .containsPattern("wildrydes_queries_over_total\\{.*state=\"failed\"} 1")
                                .containsPattern("wildrydes_queries_refused_total\\{.*} 1"));
    }

    private static String report(int number) {
        return ("{\"Distance\":30.0,\"HealthPoints\":%d,\"Latitude\":40.749167,\"Longitude\":-73.985184,"
                        + "\"MagicPoints\":151,\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 01:%02d:%02d.000\"}\n")
                .formatted(number, Math.abs(number) / 60, Math.abs(number) % 60);
    }

    private static PutRecordsRequestEntry entry(String record) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("key " + record.hashCode())
                .data(SdkBytes.fromUtf8String(record))
                .build();
    }

    private List<JsonNode> archivedLines() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String key : keys("raw/", 1000)) {
            HttpResponse<byte[]> file = archive.download("/api/files/" + key);
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
            try (BufferedReader text = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(new ByteArrayInputStream(file.body())), StandardCharsets.UTF_8))) {
                text.lines()
                        .filter(line -> !line.startsWith("{malformed"))
                        .forEach(line -> lines.add(JsonMapper.shared().readTree(line)));
            }
        }
        return lines;
    }

    private List<String> keys(String prefix, int limit) throws Exception {
        List<String> keys = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = archive.json(archive.get("/api/files?prefix=" + prefix + "&limit=" + limit + cursor));
            keys.addAll(page.get("items").findValuesAsString("key"));
            cursor = page.get("cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("cursor").asString();
        } while (!cursor.isEmpty());
        return keys;
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
