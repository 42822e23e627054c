package com.wildrydes.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.wildrydes.producer.HttpTestApplication.ExchangeableStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests through real HTTP share: one server, a stream in memory, a client that is no browser. */
@SpringBootTest(
        classes = HttpTestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "wildrydes.ingest.max-request-size=200KB",
            "wildrydes.ingest.max-report-size=4KB",
            "wildrydes.ingest.max-pending-size=1MB",
            "wildrydes.ingest.acknowledge-timeout=2s",
            "wildrydes.simulator.max-unicorns=150",
            "wildrydes.replay.max-upload-size=200KB",
            "wildrydes.replay.max-points=2000"
        })
@ActiveProfiles("local")
abstract class HttpTest {

    static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @LocalServerPort
    private int port;

    @Autowired
    ExchangeableStream stream;

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    HttpResponse<String> post(String path, String contentType, String body) throws IOException, InterruptedException {
        return post(path, contentType, body.getBytes(UTF_8));
    }

    HttpResponse<String> post(String path, String contentType, byte[] body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static String report(String name) {
        return "{\"Distance\":29.87,\"HealthPoints\":149,\"Latitude\":40.749167,\"Longitude\":-73.985184,\"MagicPoints\":151,"
                + "\"Name\":\"" + name + "\",\"StatusTime\":\"2026-11-23 01:02:03.000\"}";
    }
}
