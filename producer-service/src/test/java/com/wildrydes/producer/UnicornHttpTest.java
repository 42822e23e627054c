package com.wildrydes.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class UnicornHttpTest extends HttpTest {

    private static final String PATH = "/api/unicorns";
    private static final String JSON = "application/json";

    @AfterEach
    void stopAll() throws Exception {
        delete(PATH);
    }

    @Test
    void startsOneThatReportsAndStopsIt() throws Exception {
        MemoryStream records = stream.use(MemoryStream.endless());

        HttpResponse<String> started = post(PATH, JSON, "{\"name\":\"Grüße 🦄\",\"latitude\":46.5,\"longitude\":13.7}");

        assertThat(started.statusCode()).isEqualTo(201);
        assertThat(json(started).get("count").asInt()).isEqualTo(1);
        JsonNode item = json(started).get("items").get(0);
        assertThat(item.get("name").asString()).isEqualTo("Grüße 🦄");
        assertThat(item.get("latitude").asDouble()).isEqualTo(46.5);
        assertThat(item.get("startedAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        await().until(() -> records.records().size() >= 2);
        Report report = ReportJson.read(records.records().get(0).getBytes(StandardCharsets.UTF_8));
        assertThat(report.name()).isEqualTo("Grüße 🦄");
        assertThat(report.distanceMetres()).isBetween(29.0, 31.0);

        String own = PATH + "/Gr%C3%BC%C3%9Fe%20%F0%9F%A6%84";
        assertThat(get(own).statusCode()).isEqualTo(200);
        assertThat(delete(own).statusCode()).isEqualTo(204);
        assertThat(delete(own).statusCode()).isEqualTo(404);
        assertThat(get(own).statusCode()).isEqualTo(404);
    }

    @Test
    void startsManyWithNamesFoundForThemAndListsThemInParts() throws Exception {
        HttpResponse<String> started = post(PATH, JSON, "{\"count\":120}");
        assertThat(started.statusCode()).isEqualTo(201);
        assertThat(json(started).get("count").asInt()).isEqualTo(120);
        assertThat(json(started).get("items").size()).isEqualTo(100);

        JsonNode first = json(get(PATH + "?limit=70"));
        JsonNode second =
                json(get(PATH + "?limit=70&cursor=" + first.get("cursor").asString()));

        assertThat(names(first)).hasSize(70);
        assertThat(names(second)).hasSize(50).doesNotContainAnyElementsOf(names(first));
        assertThat(second.get("cursor").isNull()).isTrue();
        assertThat(json(delete(PATH)).get("stopped").asInt()).isEqualTo(120);
        assertThat(get(PATH).body()).isEqualTo("{\"items\":[],\"cursor\":null}");
    }

    private static List<String> names(JsonNode page) {
        return StreamSupport.stream(page.get("items").spliterator(), false)
                .map(item -> item.get("name").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a/b\"} | 400 | Name must have no control characters",
                "{\"name\":\"\"} | 400 | Name must have 1 to 128 characters, but has 0",
                "{\"count\":0} | 400 | count must be at least 1, but was 0",
                "{\"count\":-5} | 400 | count must be at least 1, but was -5",
                "{\"latitude\":91,\"longitude\":0} | 400 | latitude must be between -90 and 90, but was 91.0",
                "{\"latitude\":1} | 400 | latitude and longitude must be given together",
                "{\"count\":151} | 409 | At most 150 simulated unicorns may fly at a time",
                "{\"count\":2147483647} | 409 | At most 150 simulated unicorns may fly at a time",
                "{\"count\":2147483648} | 400 | Failed to read request",
                "{\"name\":5 | 400 | Failed to read request",
                "[] | 400 | Failed to read request",
                "'' | 400 | Failed to read request"
            })
    void refusesWhatCannotFly(String body, int status, String detail) throws Exception {
        HttpResponse<String> response = post(PATH, JSON, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).get("detail").asString()).startsWith(detail);
        assertThat(names(json(get(PATH)))).isEmpty();
    }

    @Test
    void refusesANameThatFliesAlready() throws Exception {
        post(PATH, JSON, "{\"name\":\"Shadowfax\"}");

        HttpResponse<String> response = post(PATH, JSON, "{\"name\":\"Shadowfax\"}");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).get("detail").asString())
                .isEqualTo("A name may fly once at a time, but \"Shadowfax\" flies already");
    }

    @ParameterizedTest
    @CsvSource({"0", "1001", "-1", "x"})
    void refusesALimitOutOfItsRange(String limit) throws Exception {
        assertThat(get(PATH + "?limit=" + limit).statusCode()).isEqualTo(400);
    }

    @Test
    void answers415ToAFormOfAnotherSite() throws Exception {
        assertThat(post(PATH, "text/plain", "{}").statusCode()).isEqualTo(415);
        assertThat(send(request(PATH).POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(415);
    }
}
