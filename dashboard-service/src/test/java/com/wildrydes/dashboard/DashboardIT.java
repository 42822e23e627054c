package com.wildrydes.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Positions, tails and the page through the real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {

    private static final String ODD_NAME = "<img onerror=x> 独角兽 & Co.";

    private final DashboardServer server =
            new DashboardServer("wildrydes.dashboard.tail.max=2", "wildrydes.dashboard.tail.keep-alive=200ms");
    private final Instant now = Instant.now();

    @BeforeAll
    void putSomeOnTheMap() {
        report("Shadowfax", 40.5, -73.25);
        report("Bucephalus", -33.9, 151.2);
        report(ODD_NAME, 0, 0);
        await().until(() -> server.metric("wildrydes.dashboard.unicorns") == 3);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void report(String name, double latitude, double longitude) {
        server.streams()
                .put(
                        "wildrydes",
                        now,
                        Reports.of(name).at(latitude, longitude).at(now).json());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void listsPositionsByName() throws Exception {
        JsonNode positions = json(Http.get(server.http("/api/positions")));

        assertThat(positions.get("items"))
                .extracting(item -> item.get("name").asString())
                .containsExactly(ODD_NAME, "Bucephalus", "Shadowfax");
        assertThat(positions.get("cursor").isNull()).isTrue();
        JsonNode shadowfax = positions.get("items").get(2);
        assertThat(shadowfax.get("latitude").asDouble()).isEqualTo(40.5);
        assertThat(shadowfax.get("longitude").asDouble()).isEqualTo(-73.25);
        assertThat(shadowfax.get("speed").isNull()).isTrue();
        assertThat(shadowfax.get("statusTime").asString())
                .startsWith(now.toString().substring(0, 19))
                .endsWith("Z");
    }

    @Test
    void pagesPositions() throws Exception {
        JsonNode first = json(Http.get(server.http("/api/positions?limit=2")));
        JsonNode second = json(Http.get(server.http(
                "/api/positions?limit=2&cursor=" + encoded(first.get("cursor").asString()))));

        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items"))
                .extracting(item -> item.get("name").asString())
                .containsExactly("Shadowfax");
        assertThat(second.get("cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/geo+json | application/geo+json",
                "application/geo+json, */*;q=0.1 | application/geo+json",
                "application/json, application/geo+json;q=0.5 | application/json",
                "*/* | application/json",
                "text/html, application/xhtml+xml, */*;q=0.8 | application/json"
            })
    void answersInTheFormatThatIsPreferred(String accept, String contentType) throws Exception {
        assertThat(Http.get(server.http("/api/positions"), "Accept", accept)
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue(contentType);
    }

    @Test
    void writesGeoJsonWithLongitudeFirst() throws Exception {
        JsonNode collection = json(Http.get(server.http("/api/positions"), "Accept", "application/geo+json"));

        assertThat(collection.get("type").asString()).isEqualTo("FeatureCollection");
        JsonNode shadowfax = collection.get("features").get(2);
        assertThat(shadowfax.get("type").asString()).isEqualTo("Feature");
        assertThat(shadowfax.get("geometry").toString())
                .isEqualTo("{\"type\":\"Point\",\"coordinates\":[-73.25,40.5]}");
        assertThat(shadowfax.get("properties").get("name").asString()).isEqualTo("Shadowfax");
    }

    @Test
    void givesOnePosition() throws Exception {
        JsonNode one = json(Http.get(server.http("/api/positions/" + encoded(ODD_NAME))));
        JsonNode feature = json(Http.get(server.http("/api/positions/Shadowfax"), "Accept", "application/geo+json"));

        assertThat(one.get("name").asString()).isEqualTo(ODD_NAME);
        assertThat(feature.get("type").asString()).isEqualTo("Feature");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/positions/Nobody, 404",
        "/api/positions?limit=0, 400",
        "/api/positions?limit=10001, 400",
        "/api/streams/other/tail, 404",
        "/api/streams/wildrydes/tail?from=YESTERDAY, 400",
        "/api/nothing, 404",
        "/nothing, 404"
    })
    void answersWithAProblem(String path, int status) throws Exception {
        HttpResponse<String> response = Http.get(server.http(path));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(response).get("status").asInt()).isEqualTo(status);
        assertThat(response.body()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void followsAStreamFromItsBeginningAndOn() throws Exception {
        server.streams().put("wildrydes-alerts", now, "{\"n\":1}\n".getBytes(StandardCharsets.UTF_8));
        try (InputStream body = Http.stream(server.http("/api/streams/wildrydes-alerts/tail?from=TRIM_HORIZON"))
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            assertThat(nextRecord(lines)).isEqualTo("{\"n\":1}");

            server.streams().put("wildrydes-alerts", now, "{\"n\":\n2}".getBytes(StandardCharsets.UTF_8));
            assertThat(nextRecord(lines)).isEqualTo("{\"n\": 2}");
        }
        await().until(() -> server.metric("wildrydes.dashboard.tails") == 0);
    }

    private static String nextRecord(BufferedReader lines) throws Exception {
        String line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void keepsTheNumberOfTailsSmall() throws Exception {
        await().until(() -> server.metric("wildrydes.dashboard.tails") == 0);
        URI tail = server.http("/api/streams/wildrydes-summary/tail");
        InputStream one = Http.stream(tail).body();
        InputStream two = Http.stream(tail).body();
        await().until(() -> server.metric("wildrydes.dashboard.tails") == 2);

        HttpResponse<String> third = Http.get(tail);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();

        one.close();
        two.close();
        await().until(() -> server.metric("wildrydes.dashboard.tails") == 0);
        Http.stream(tail).body().close();
    }

    @Test
    void letsThePageRunOnlyItsOwnScripts() throws Exception {
        HttpResponse<String> page = Http.get(server.http("/"));

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:;")
                .doesNotContain("unsafe", "http");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\s(style|on\\w+)=");
    }

    @Test
    void letsThePageShowPicturesOfTheTileServerThatIsSetAndOfNoOther() throws Exception {
        try (DashboardServer tiled = new DashboardServer(
                "wildrydes.dashboard.map.tiles=https://tile.example.org:8443/a/{z}/{x}/{y}.png?key=k",
                "wildrydes.dashboard.map.attribution=© Somebody",
                "wildrydes.dashboard.map.max-zoom=14")) {
            HttpResponse<String> map = Http.get(tiled.http("/api/map"));

            assertThat(json(map).toString())
                    .isEqualTo("{\"tiles\":{\"url\":\"https://tile.example.org:8443/a/{z}/{x}/{y}.png?key=k\","
                            + "\"attribution\":\"© Somebody\",\"maxZoom\":14}}");
            assertThat(map.headers()
                            .firstValue("Content-Security-Policy")
                            .orElseThrow()
                            .split("; "))
                    .contains(
                            "img-src 'self' data: https://tile.example.org:8443",
                            "connect-src 'self'",
                            "script-src 'self'");
        }
        assertThat(Http.get(server.http("/api/map")).body()).isEqualTo("{\"tiles\":null}");
    }

    @Test
    void servesWhateverThePageRefersTo() throws Exception {
        Pattern reference =
                Pattern.compile("(?:src|href)=\"(/[^\"]+)\"|from '([^']+)'|import '([^']+)'|'(/map/[^']+)'");
        java.util.Deque<URI> open = new java.util.ArrayDeque<>(java.util.List.of(server.http("/")));
        java.util.Set<URI> seen = new java.util.HashSet<>(open);
        while (!open.isEmpty()) {
            URI uri = open.remove();
            HttpResponse<String> response = Http.get(uri);
            assertThat(response.statusCode()).as("%s", uri).isEqualTo(200);
            boolean own = uri.getPath().equals("/") || uri.getPath().startsWith("/js/");
            Matcher matcher = reference.matcher(own ? response.body() : "");
            while (matcher.find()) {
                for (int group = 1; group <= 4; group++) {
                    String found = matcher.group(group);
                    if (found != null && seen.add(uri.resolve(found))) {
                        open.add(uri.resolve(found));
                    }
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(20);
    }

    @Test
    void describesItsApiAndShowsItsFigures() throws Exception {
        assertThat(Http.get(server.http("/v3/api-docs")).body())
                .contains("\"/api/positions\"", "\"/api/map\"", "\"/api/streams/{stream}/tail\"");
        assertThat(Http.get(server.http("/actuator/prometheus")).body())
                .contains("wildrydes_dashboard_unicorns", "wildrydes_dashboard_sessions");
        assertThat(json(Http.get(server.http("/actuator/health"))).get("status").asString())
                .isEqualTo("UP");
    }
}
