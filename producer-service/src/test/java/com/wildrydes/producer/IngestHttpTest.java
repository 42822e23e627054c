package com.wildrydes.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class IngestHttpTest extends HttpTest {

    private static final String PATH = "/api/telemetry";
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    private MemoryStream records = MemoryStream.endless();

    @BeforeEach
    void useAnEndlessStream() {
        records = stream.use(MemoryStream.endless());
    }

    @Test
    void takesOneReport() throws Exception {
        HttpResponse<String> response = post(PATH, JSON, report("Shadowfax"));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":1,\"rejected\":[],\"rejectedCount\":0}");
        assertThat(records.records()).containsExactly(report("Shadowfax") + "\n");
        assertThat(records.keys()).containsExactly("Shadowfax");
    }

    @Test
    void takesAnArray() throws Exception {
        HttpResponse<String> response = post(PATH, JSON, "[" + report("Shadowfax") + ",\n" + report("🦄 Grüße") + "]");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(records.keys()).containsExactly("Shadowfax", "🦄 Grüße");
    }

    @Test
    void takesLines() throws Exception {
        HttpResponse<String> response =
                post(PATH, NDJSON, report("Shadowfax") + "\n{\"Name\":\"x\"}\n" + report("Rocinante") + "\n");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body())
                .isEqualTo(
                        "{\"accepted\":2,\"rejected\":[{\"line\":2,\"reason\":\"A report must have StatusTime\"}],\"rejectedCount\":1}");
        assertThat(records.keys()).containsExactly("Shadowfax", "Rocinante");
    }

    @Test
    void rewritesIsoTimesAndKeepsUnknownKeys() throws Exception {
        String sent = report("Shadowfax")
                .replace("2026-11-23 01:02:03.000", "2026-11-23T02:02:03+01:00")
                .replace("{", "{\"Battery\":{\"Volts\":3.70},");

        assertThat(post(PATH, JSON, sent).statusCode()).isEqualTo(202);

        assertThat(records.records())
                .containsExactly(sent.replace("2026-11-23T02:02:03+01:00", "2026-11-23 01:02:03.000") + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "nonsense", "[1,2,3]"})
    void answers400OnlyWhenNothingIsValid(String body) throws Exception {
        HttpResponse<String> response = post(PATH, JSON, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("detail").asString()).startsWith("A request must hold at least one");
        assertThat(problem.get("accepted").asInt()).isZero();
        assertThat(problem.get("rejected").isArray()).isTrue();
        assertThat(records.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "application/json; charset=ISO-8859-1",
                "application/json; charset=UTF-16"
            })
    void answers415ToOtherContent(String contentType) throws Exception {
        assertThat(post(PATH, contentType, report("Shadowfax")).statusCode()).isEqualTo(415);
        assertThat(records.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json; charset=utf-8", "Application/JSON", "application/x-ndjson;charset=UTF-8"})
    void takesUtf8InWhateverSpelling(String contentType) throws Exception {
        assertThat(post(PATH, contentType, report("Shadowfax")).statusCode()).isEqualTo(202);
    }

    @Test
    void answers415WithoutAContentType() throws Exception {
        assertThat(send(request(PATH).POST(BodyPublishers.ofString(report("Shadowfax"))))
                        .statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP"})
    void unpacksGzip(String coding) throws Exception {
        HttpResponse<String> response = send(request(PATH)
                .header("Content-Type", NDJSON)
                .header("Content-Encoding", coding)
                .POST(BodyPublishers.ofByteArray(gzip((report("Shadowfax") + "\n").repeat(100)))));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(records.records()).hasSize(100);
    }

    @Test
    void answers415ToOtherPacking() throws Exception {
        HttpResponse<String> response = send(request(PATH)
                .header("Content-Type", JSON)
                .header("Content-Encoding", "br")
                .POST(BodyPublishers.ofString(report("Shadowfax"))));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().firstValue("Accept-Encoding")).contains("gzip");
    }

    @Test
    void answers400ToBrokenGzipAndWritesNothing() throws Exception {
        byte[] gzip = gzip((report("Shadowfax") + "\n").repeat(100));
        gzip[gzip.length - 5] ^= 1;

        for (byte[] body : new byte[][] {
            gzip, java.util.Arrays.copyOf(gzip, gzip.length / 2), report("x").getBytes(UTF_8)
        }) {
            HttpResponse<String> response = send(request(PATH)
                    .header("Content-Type", NDJSON)
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(body)));
            assertThat(response.statusCode()).isEqualTo(400);
        }
        assertThat(records.records()).isEmpty();
    }

    @Test
    void answers413ToABodyThatIsTooLargePackedOrNotAnnouncedOrNot() throws Exception {
        byte[] large = (report("Shadowfax") + "\n").repeat(1300).getBytes(UTF_8);

        assertThat(post(PATH, NDJSON, large).statusCode()).isEqualTo(413);
        assertThat(send(request(PATH)
                                .header("Content-Type", NDJSON)
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                        .statusCode())
                .isEqualTo(413);
        HttpResponse<String> packed = send(request(PATH)
                .header("Content-Type", NDJSON)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(new String(large, UTF_8)))));
        assertThat(packed.statusCode()).isEqualTo(413);
        assertThat(json(packed).get("detail").asString()).startsWith("A request must have at most 204800 bytes");
        assertThat(records.records()).isEmpty();
    }

    @Test
    void client413IsReadableEvenWhenTheBodyIsManyTimesTooLarge() throws Exception {
        assertThat(post(PATH, NDJSON, new byte[5_000_000]).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"4096, 202", "4097, 400"})
    void takesAReportOfJustItsLimit(int size, int status) throws Exception {
        String json = report("Shadowfax").replace("{", "{\"x\":\"\",");
        String filled = json.replace("\"x\":\"\"", "\"x\":\"" + "y".repeat(size - json.length()) + "\"");

        HttpResponse<String> response = post(PATH, JSON, filled);

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertThat(response.body()).contains("A report must have at most 4096 bytes");
        }
    }

    @Test
    void answers429WithNothingTakenWhenTheQueueIsFull() throws Exception {
        MemoryStream full = stream.use(MemoryStream.withRoomFor(0));

        HttpResponse<String> response = post(PATH, JSON, "[" + report("Shadowfax") + "," + report("Rocinante") + "]");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(response).get("detail").asString())
                .isEqualTo("The queue for the stream is full; none of these reports was taken, send all of them again");
        assertThat(full.records()).isEmpty();
    }

    @Test
    void answersOnlyWhenEverythingIsAcknowledgedThoughTheQueueHoldsOnlyAPart() throws Exception {
        MemoryStream small = stream.use(MemoryStream.withRoomFor(2));
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> {
            try {
                return post(PATH, NDJSON, (report("Shadowfax") + "\n").repeat(5))
                        .statusCode();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int acknowledged = 0; acknowledged < 5; acknowledged++) {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> small.waiting() > 0);
            assertThat(status).isNotDone();
            small.acknowledge(1);
        }

        assertThat(status.join()).isEqualTo(202);
        assertThat(small.records()).hasSize(5);
    }

    @Test
    void answers504AndSaysWhatIsNotKnownToBeSafe() throws Exception {
        MemoryStream slow = stream.use(MemoryStream.withRoomFor(2));

        HttpResponse<String> response =
                post(PATH, NDJSON, report("One") + "\nbad\n" + report("Two") + "\n" + report("Three") + "\n");

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("accepted").asInt()).isZero();
        assertThat(problem.get("unacknowledged").toString()).isEqualTo("[1,3,4]");
        assertThat(problem.get("unacknowledgedCount").asInt()).isEqualTo(3);
        assertThat(problem.get("rejectedCount").asInt()).isEqualTo(1);
        assertThat(slow.keys()).containsExactly("One", "Two");
    }

    @Test
    void answers503WhenTheWriterIsClosed() throws Exception {
        stream.use(MemoryStream.endless()).close();

        assertThat(post(PATH, JSON, report("Shadowfax")).statusCode()).isEqualTo(503);
    }

    @Test
    void refusesPagesOfOtherSites() throws Exception {
        HttpResponse<String> response = send(request(PATH)
                .header("Content-Type", JSON)
                .header("Origin", "https://evil.example.com")
                .POST(BodyPublishers.ofString(report("Shadowfax"))));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(records.records()).isEmpty();
    }

    @Test
    void answers405ToOtherMethods() throws Exception {
        assertThat(get(PATH).statusCode()).isEqualTo(405);
        assertThat(delete(PATH).statusCode()).isEqualTo(405);
    }

    @Test
    void neverAnswersWithAnErrorOfItsOwnWhateverComes() throws Exception {
        long seed = 20261123;
        SplittableRandom random = new SplittableRandom(seed);
        String[] types = {
            JSON, NDJSON, "application/json;charset=utf-8", "text/plain", "application/json;q=x", "*/*", "json", "a/b;"
        };
        for (int i = 0; i < 1500; i++) {
            byte[] body = body(random);
            var request = request(PATH)
                    .header("Content-Type", types[random.nextInt(random.nextBoolean() ? 2 : types.length)]);
            if (random.nextInt(10) == 0) {
                request.header("Content-Encoding", random.nextBoolean() ? "gzip" : "x\t" + random.nextInt());
            }

            HttpResponse<String> response = send(request.POST(BodyPublishers.ofByteArray(body)));

            assertThat(response.statusCode()).as("seed %d, run %d", seed, i).isIn(202, 400, 413, 415);
        }
    }

    private static byte[] body(SplittableRandom random) {
        byte[] body;
        if (random.nextBoolean()) {
            body = new byte[random.nextInt(2000)];
            random.nextBytes(body);
            return body;
        }
        String good =
                "[" + (report("Shadowfax") + (random.nextBoolean() ? "," : "\n")).repeat(random.nextInt(1, 5)) + "]";
        body = good.getBytes(UTF_8);
        for (int damage = random.nextInt(10); damage > 0; damage--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return java.util.Arrays.copyOf(body, random.nextInt(body.length) + 1);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
