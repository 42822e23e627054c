package com.wildrydes.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a user does with {@code curl}: calls through the one front door. */
public final class Door {

    private final Suite suite;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Door(Suite suite) {
        this.suite = suite;
    }

    /** An answer with its body as text; JSON on demand. */
    public record Answer(int status, String contentType, String location, String allow, byte[] body) {

        public String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer get(String path, String accept) {
        return send(request(path).header("Accept", accept).GET());
    }

    public Answer post(String path, String contentType, byte[] body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    public Answer postJson(String path, String json) {
        return post(path, "application/json", json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer options(String path) {
        return send(request(path).method("OPTIONS", BodyPublishers.noBody()));
    }

    /** The lines of an answer that does not end, as they come. Closing the stream ends the call. */
    public Stream<String> follow(String path) {
        try {
            HttpResponse<Stream<String>> response =
                    http.send(request(path).GET().build(), BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("GET " + path + " must answer 200, but was " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public HttpClient http() {
        return http;
    }

    /** @param path of a page, for a browser */
    public URI page(String path) {
        return suite.door(path);
    }

    public URI webSocket(String path) {
        return URI.create(suite.door(path).toString().replaceFirst("^http", "ws"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(suite.door(path)).timeout(Duration.ofSeconds(60));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Location").orElse(""),
                    response.headers().firstValue("Allow").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("A call through the door was interrupted", e);
    }
}
