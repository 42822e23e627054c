package com.wildrydes.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

/** The way to the other services, which small servers play; the aggregator is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayIT {

    private static final int LARGE = 64 * 1024 * 1024;

    private final CountDownLatch firstLineArrived = new CountDownLatch(1);
    private final HttpServer producer = backend("producer");
    private final HttpServer simulator = backend("simulator");
    private final HttpServer persister = backend("persister");
    private final HttpServer archive = backend("archive");
    private final DashboardServer server = new DashboardServer(
            "wildrydes.dashboard.services.producer=" + address(producer),
            "wildrydes.dashboard.services.simulator=" + address(simulator),
            "wildrydes.dashboard.services.aggregator=http://127.0.0.1:1",
            "wildrydes.dashboard.services.persister=" + address(persister),
            "wildrydes.dashboard.services.archive=" + address(archive));

    private static String address(HttpServer backend) {
        return "http://127.0.0.1:" + backend.getAddress().getPort();
    }

    private HttpServer backend(String name) {
        try {
            HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            backend.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
            }));
            backend.createContext("/", exchange -> {
                byte[] echo = (name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + " origin="
                                + exchange.getRequestHeaders().getFirst("Origin"))
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Location", "/api/queries/7");
                exchange.sendResponseHeaders(202, echo.length);
                exchange.getResponseBody().write(echo);
                exchange.close();
            });
            backend.createContext("/api/files/large", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "application/octet-stream");
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                exchange.sendResponseHeaders(200, LARGE);
                try (OutputStream body = exchange.getResponseBody()) {
                    for (int i = 0; i < LARGE / 65536; i++) {
                        body.write(new byte[65536]);
                    }
                }
            });
            backend.createContext("/api/queries/7/results", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "text/csv");
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write("first\n".getBytes(StandardCharsets.UTF_8));
                    body.flush();
                    // The rest only once the client has the first line: nothing on the way may wait for more.
                    if (firstLineArrived.await(20, TimeUnit.SECONDS)) {
                        body.write("second\n".getBytes(StandardCharsets.UTF_8));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            backend.createContext("/api/telemetry", exchange -> {
                long bytes = 0;
                byte[] buffer = new byte[65536];
                try (InputStream body = exchange.getRequestBody()) {
                    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                        bytes += read;
                    }
                }
                byte[] answer = (bytes + " " + exchange.getRequestHeaders().getFirst("Content-type") + " length="
                                + exchange.getRequestHeaders().getFirst("Content-length"))
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(202, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            backend.createContext("/api/replays/broken", exchange -> exchange.close());
            backend.start();
            return backend;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stop() {
        server.close();
        producer.stop(0);
        simulator.stop(0);
        persister.stop(0);
        archive.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/unicorns, simulator",
        "GET, /api/unicorns/Shadowfax, simulator",
        "DELETE, /api/unicorns/%E7%8B%AC%20%3Cb%3E, simulator",
        "GET, /api/unicorns/Shadowfax/summaries?limit=2&from=2026-11-23T01:02:03Z, persister",
        "GET, /api/unicorns/%E7%8B%AC%20%3Cb%3E/summaries, persister",
        "GET, /api/alerts?state=raised, persister",
        "GET, /api/replays/5, simulator",
        "GET, /api/reports, archive",
        "GET, /api/queries/7, archive",
        "DELETE, /api/queries/7, archive",
        "GET, /api/files?prefix=raw/&cursor=a%2Bb, archive",
        "GET, /api/files/raw/2026/11/23/01/a.gz, archive"
    })
    void forwardsToTheOwner(String method, String path, String owner) throws Exception {
        HttpResponse<String> response = Http.send(method, server.http(path), BodyPublishers.noBody());

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body())
                .startsWith(owner + " " + method + " " + URI.create(path).getRawPath())
                .endsWith(" origin=null");
        assertThat(URI.create(response.body().split(" ")[2]).getQuery())
                .isEqualTo(URI.create(path).getQuery());
    }

    @Test
    void forwardsAnAnswerWithItsHeaders() throws Exception {
        String own = "http://127.0.0.1:" + server.port();

        HttpResponse<String> response = Http.send(
                "POST",
                server.http("/api/queries"),
                BodyPublishers.ofString("{\"sql\":\"SELECT 1\"}"),
                "Content-Type",
                "application/json",
                "Origin",
                own);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Location")).hasValue("/api/queries/7");
        assertThat(response.body()).isEqualTo("archive POST /api/queries origin=null");
    }

    @Test
    void refusesWhatThePageOfAnotherSiteSends() throws Exception {
        HttpResponse<String> response = Http.send(
                "DELETE", server.http("/api/unicorns"), BodyPublishers.noBody(), "Origin", "https://evil.example.com");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).doesNotContain("producer");
    }

    @Test
    void forwardsALargeUploadWithItsLength() throws Exception {
        HttpResponse<String> response = Http.send(
                "POST",
                server.http("/api/telemetry"),
                BodyPublishers.ofByteArray(new byte[LARGE]),
                "Content-Type",
                "application/x-ndjson");

        assertThat(response.body()).startsWith(LARGE + " application/x-ndjson").endsWith("length=" + LARGE);
    }

    @Test
    void forwardsAnUploadOfUnknownLength() throws Exception {
        HttpResponse<String> response = Http.send(
                "POST",
                server.http("/api/telemetry"),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000])),
                "Content-Type",
                "application/x-ndjson");

        assertThat(response.body()).startsWith("100000 application/x-ndjson").endsWith("length=null");
    }

    @Test
    void forwardsALargeDownloadAsItIs() throws Exception {
        HttpResponse<InputStream> response = Http.stream(server.http("/api/files/large"));
        long bytes = 0;
        try (InputStream body = response.body()) {
            byte[] buffer = new byte[65536];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
            }
        }

        assertThat(bytes).isEqualTo(LARGE);
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(LARGE);
    }

    @Test
    void forwardsWhatComesSlowlyAsItComes() throws Exception {
        try (InputStream body =
                Http.stream(server.http("/api/queries/7/results")).body()) {
            assertThat(body.readNBytes(6)).asString(StandardCharsets.UTF_8).isEqualTo("first\n");
            firstLineArrived.countDown();
            assertThat(body.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("second\n");
        }
    }

    @Test
    void forwardsTheApiDocumentOfEachService() throws Exception {
        assertThat(Http.get(server.http("/api-docs/archive-service")).body()).startsWith("archive GET /v3/api-docs ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/positions", "/api/queries/7"})
    void keepsNoConnectionOnceItIsAboutToGo(String path) throws Exception {
        HttpResponse<String> before = Http.get(server.http(path));
        AvailabilityChangeEvent.publish(server.context(), ReadinessState.REFUSING_TRAFFIC);
        try {
            HttpResponse<String> draining = Http.get(server.http(path));

            assertThat(before.headers().allValues("connection")).isEmpty();
            assertThat(draining.headers().allValues("connection")).containsExactly("close");
            assertThat(draining.statusCode()).isEqualTo(before.statusCode());
        } finally {
            AvailabilityChangeEvent.publish(server.context(), ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void namesTheServiceThatIsAway() throws Exception {
        HttpResponse<String> response = Http.get(server.http("/api-docs/aggregator-service"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body())
                .contains("aggregator-service cannot be reached")
                .doesNotContain("Exception");
    }

    @Test
    void namesTheServiceThatBreaksOff() throws Exception {
        HttpResponse<String> response = Http.get(server.http("/api/replays/broken"));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("simulator-service broke off").doesNotContain("Exception");
    }
}
