package com.wildrydes.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReplayHttpTest extends HttpTest {

    private static final String PATH = "/api/replays";
    private static final String CSV = "text/csv";
    private static final String GPX = "application/gpx+xml";
    private static final String BUSES = """
            vehicle_id,timestamp,latitude,longitude
            1,2026-01-26 15:57:00,53.40,-2.9
            2,2026-01-26 15:57:00,53.50,-2.9
            1,2026-01-26 15:57:10,53.41,-2.9
            2,,53.51,-2.9
            """;
    private static final String WALK = """
            <gpx version="1.0" xmlns="http://www.topografix.com/GPX/1/0"><trk><trkseg>
            <trkpt lat="45.7721" lon="14.3576"><time>2010-08-05T14:23:59Z</time></trkpt>
            <trkpt lat="45.7722" lon="14.3576"><time>2010-08-05T14:24:09Z</time></trkpt>
            </trkseg></trk></gpx>
            """;

    private MemoryStream records = MemoryStream.endless();

    @BeforeEach
    void useAnEndlessStream() {
        records = stream.use(MemoryStream.endless());
    }

    @AfterEach
    void stopAll() throws Exception {
        for (JsonNode replay : json(get(PATH + "?limit=100")).get("items")) {
            delete(PATH + "/" + replay.get("id").asString());
        }
    }

    @Test
    void fliesACsvOfSeveralVehicles() throws Exception {
        HttpResponse<String> created = post(PATH + "?speed=100&name=Bus-", CSV, BUSES);

        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode replay = json(created);
        assertThat(created.headers().firstValue("Location"))
                .contains(PATH + "/" + replay.get("id").asString());
        assertThat(replay.get("vehicles").asInt()).isEqualTo(2);
        assertThat(replay.get("names").toString()).isEqualTo("[\"Bus-1\",\"Bus-2\"]");
        assertThat(replay.get("points").asInt()).isEqualTo(3);
        assertThat(replay.get("skippedCount").asInt()).isEqualTo(1);
        assertThat(replay.get("skipped").get(0).get("line").asInt()).isEqualTo(5);
        String own = PATH + "/" + replay.get("id").asString();
        await().until(() -> json(get(own)).get("state").asString().equals("finished"));
        assertThat(json(get(own)).get("flown").asInt()).isEqualTo(3);
        List<Report> reports = records.records().stream()
                .map(line -> ReportJson.read(line.getBytes(UTF_8)))
                .toList();
        assertThat(reports).extracting(Report::name).containsExactly("Bus-1", "Bus-2", "Bus-1");
        assertThat(reports.get(2).distanceMetres()).isBetween(1100.0, 1120.0);
    }

    @Test
    void fliesAGpxTrack() throws Exception {
        HttpResponse<String> created = post(PATH + "?speed=100&name=Walker", GPX, WALK);

        assertThat(created.statusCode()).isEqualTo(201);
        await().until(() -> records.records().size() == 2);
        assertThat(records.keys()).containsOnly("Walker");
    }

    @ParameterizedTest
    @CsvSource({"buses.CSV, 2", "walk.gpx, 1"})
    void takesAnUploadedForm(String fileName, int vehicles) throws Exception {
        String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + (vehicles == 2 ? BUSES : WALK)
                + "\r\n--x\r\nContent-Disposition: form-data; name=\"speed\"\r\n\r\n100\r\n--x--\r\n";

        HttpResponse<String> created = post(PATH, "multipart/form-data; boundary=x", body);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).get("vehicles").asInt()).isEqualTo(vehicles);
        assertThat(json(created).get("speed").asInt()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?speed=0 | speed must be between 1 and 100, but was 0.0",
                "?speed=101 | speed must be between 1 and 100, but was 101.0",
                "?speed=NaN | speed must be between 1 and 100, but was NaN",
                "?name=a/b | Name must have no control characters",
                "?vehicleColumn=bus | The first line of a CSV must name its columns, one of them \"bus\"",
                "?metresPerSecond=0 | metresPerSecond must be more than 0"
            })
    void answers400ToWrongParameters(String query, String detail) throws Exception {
        HttpResponse<String> response = post(PATH + query, CSV, BUSES);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).get("detail").asString()).startsWith(detail);
    }

    @Test
    void answers400ToASpeedThatIsNoNumber() throws Exception {
        assertThat(post(PATH + "?speed=fast", CSV, BUSES).statusCode()).isEqualTo(400);
    }

    @Test
    void saysWhatCannotBeFlown() throws Exception {
        HttpResponse<String> response = post(PATH, GPX, WALK.replaceAll("<time>[^<]*</time>", ""));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode problem = json(response);
        assertThat(problem.get("detail").asString()).contains("give metresPerSecond");
        assertThat(problem.get("skippedCount").asInt()).isEqualTo(2);
        HttpResponse<String> paced =
                post(PATH + "?metresPerSecond=100", GPX, WALK.replaceAll("<time>[^<]*</time>", ""));
        assertThat(paced.statusCode()).isEqualTo(201);
        assertThat(json(paced).get("recordedFrom").isNull()).isTrue();
    }

    @Test
    void answers413ToAnUploadThatIsTooLarge() throws Exception {
        String large = BUSES + "\n".repeat(204_800);
        assertThat(post(PATH, CSV, large).statusCode()).isEqualTo(413);
        String form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + large
                + "\r\n--x--\r\n";
        assertThat(post(PATH, "multipart/form-data; boundary=x", form).statusCode())
                .isEqualTo(413);
    }

    @Test
    void answers409WhenTooMuchFlies() throws Exception {
        StringBuilder rows = new StringBuilder("vehicle_id,timestamp,latitude,longitude\n");
        for (int i = 0; i < 1500; i++) {
            rows.append("1,").append(1_769_443_022 + i).append(",53.5,-2.9\n");
        }
        HttpResponse<String> first = post(PATH, CSV, rows.toString());
        assertThat(first.statusCode()).isEqualTo(201);

        assertThat(post(PATH, CSV, rows.toString()).statusCode()).isEqualTo(409);

        String own = PATH + "/" + json(first).get("id").asString();
        assertThat(delete(own).statusCode()).isEqualTo(204);
        assertThat(delete(own).statusCode()).isEqualTo(404);
        assertThat(get(own).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesAFormOfAnotherSite() throws Exception {
        assertThat(send(request(PATH)
                                .header("Origin", "https://evil.example.com")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("--x--")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(PATH, "text/plain", BUSES).statusCode()).isEqualTo(415);
    }

    @Test
    void listsReplaysInParts() throws Exception {
        for (int i = 0; i < 3; i++) {
            post(PATH + "?speed=100", GPX, WALK);
        }

        JsonNode first = json(get(PATH + "?limit=2"));
        JsonNode second =
                json(get(PATH + "?limit=1&cursor=" + first.get("cursor").asString()));

        assertThat(first.get("items").size()).isEqualTo(2);
        assertThat(second.get("items").size()).isEqualTo(1);
    }
}
