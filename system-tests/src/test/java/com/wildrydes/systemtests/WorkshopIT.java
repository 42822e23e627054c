package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.systemtests.Door.Answer;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.SummaryJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** The Wild Rydes workshop's modules, one after the other, as its reader would try them, through the front door. */
@Tag("localstack")
@ExtendWith(SharedSuite.class)
class WorkshopIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Suite suite;
    private final Door door;
    private final Aws aws;
    private final Unicorn unicorn = new Unicorn("Workshop-" + UUID.randomUUID());

    WorkshopIT(SharedSuite.Running running) {
        suite = running.suite();
        door = running.door();
        aws = running.aws();
    }

    @Test
    void module1TheConsumerSeesWhatTheProducerWrites() {
        String sent = unicorn.json();
        fly(1);

        try (Stream<String> lines = door.follow("/api/streams/wildrydes/tail?from=TRIM_HORIZON")) {
            String seen = lines.filter(line -> line.contains(unicorn.name()))
                    .findFirst()
                    .orElseThrow();

            assertThat(json(seen).get("Name").asString()).isEqualTo(unicorn.name());
            assertThat(json(seen).propertyNames())
                    .containsExactlyInAnyOrderElementsOf(json(sent).propertyNames());
        }
    }

    @Test
    void module1TheDashboardShowsTheUnicorn() throws Exception {
        BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        WebSocket socket = door.http()
                .newWebSocketBuilder()
                .buildAsync(door.webSocket("/ws/fleet"), new TextMessages(frames))
                .get();

        fly(1);

        await().atMost(SOON).until(() -> {
            String frame = frames.poll();
            return frame != null && frame.contains("[\"" + unicorn.name() + "\",40.758,-73.9855,");
        });
        assertThat(door.get("/api/positions/" + unicorn.name())
                        .json()
                        .get("latitude")
                        .asDouble())
                .isEqualTo(40.758);
        socket.abort();
    }

    @Test
    void module2TheAggregatorSumsUpEveryWindow() {
        int reports = 7;
        fly(reports);

        MinuteSummary summary = await().atMost(SOON).until(this::summaryOnTheStream, found -> found != null);

        assertThat(summary.samples()).isBetween(1L, (long) reports);
        assertThat(summary.distanceMetres()).isEqualTo(30.0 * summary.samples());
        assertThat(summary.minHealthPoints()).isEqualTo(149);
        assertThat(summary.maxMagicPoints()).isEqualTo(151);
    }

    @Test
    void module3TheSummariesAreInDynamoDb() {
        fly(5);

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode items = door.get("/api/unicorns/" + unicorn.name() + "/summaries")
                    .json()
                    .get("items");
            assertThat(sum(items, "samples")).isEqualTo(5);
            assertThat(sum(items, "distance")).isEqualTo(150);
        });
        var rows = aws.dynamoDb.query(r -> r.tableName("UnicornSensorData")
                .keyConditionExpression("#n = :n")
                .expressionAttributeNames(Map.of("#n", "Name"))
                .expressionAttributeValues(Map.of(":n", AttributeValue.fromS(unicorn.name()))));
        assertThat(rows.items()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.getOrDefault("StatusTime", AttributeValue.fromS("")).s())
                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d0\\.000");
            assertThat(row).containsKeys("Distance", "MinMagicPoints", "MaxHealthPoints", "Samples");
        });
    }

    @Test
    void module4TheReportsAreArchivedAndAFileCanBeDownloaded() {
        fly(3);

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode files = door.get("/api/files").json().get("items");
            long lines = StreamSupport.stream(files.spliterator(), false)
                    .map(file -> file.get("key").asString())
                    .mapToLong(this::linesOfThisUnicorn)
                    .sum();
            assertThat(lines).isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void module5SqlAnswersOverTheArchive() {
        fly(4);
        String sql = "SELECT count(*) AS reports, sum(distance) AS metres FROM reports WHERE name = '" + unicorn.name()
                + "'";

        await().atMost(SOON).untilAsserted(() -> {
            String query = query(sql);
            JsonNode row = door.get(query + "/results").json().get("items").get(0);
            assertThat(row.toString()).contains("4").contains("120");
            assertThat(door.get(query + "/results", "text/csv").text())
                    .contains("reports")
                    .contains("120");
        });
    }

    private String query(String sql) {
        Answer started = door.postJson("/api/queries", "{\"sql\":\"" + sql + "\"}");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        String query = started.location().replaceFirst("^https?://[^/]+", "");
        await().atMost(SOON)
                .until(
                        () -> door.get(query).json().get("state").asString(),
                        state -> !state.equals("QUEUED") && !state.equals("RUNNING"));
        JsonNode ended = door.get(query).json();
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
        return query;
    }

    /** Posts as many reports in one call; 202 means that Kinesis has them. */
    private void fly(int reports) {
        String body = Stream.generate(unicorn::json).limit(reports).reduce("", String::concat);
        Answer answer = door.post("/api/telemetry", "application/x-ndjson", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(reports);
    }

    private @Nullable MinuteSummary summaryOnTheStream() {
        for (var record : Streams.read(aws.kinesis, "wildrydes-summary")) {
            MinuteSummary summary = SummaryJson.read(record.data().asByteArray());
            if (summary.name().equals(unicorn.name())) {
                return summary;
            }
        }
        return null;
    }

    private long linesOfThisUnicorn(String key) {
        byte[] file = door.get("/api/files/"
                        + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"))
                .body();
        ByteArrayInputStream bytes = new ByteArrayInputStream(file);
        try (InputStream text = key.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(WorkshopIT::json)
                    .filter(line -> line.get("Name").asString().equals(unicorn.name()))
                    .filter(line -> line.has("ArrivalTime") && line.has("SequenceNumber"))
                    .count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        return tools.jackson.databind.json.JsonMapper.shared().readTree(text);
    }

    private static double sum(JsonNode items, String property) {
        return StreamSupport.stream(items.spliterator(), false)
                .mapToDouble(item -> item.get(property).asDouble())
                .sum();
    }

    /** Collects whole text messages. */
    private static final class TextMessages implements WebSocket.Listener {

        private final BlockingQueue<String> messages;
        private final StringBuilder parts = new StringBuilder();

        TextMessages(BlockingQueue<String> messages) {
            this.messages = messages;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
