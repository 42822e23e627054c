package com.wildrydes.oidc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Every endpoint asked by every kind of caller: who may, and who is refused how. Rows are literal in the tests, such as {@code GET
 * /api/alerts viewer}, so that the table under test cannot confirm itself.
 */
public final class AccessMatrix {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FOREIGN_ORIGIN = "https://evil.example.com";
    private static final Map<String, Set<String>> MAY = Map.of(
            "viewer", Set.of("viewer", "analyst", "operator"),
            "analyst", Set.of("analyst", "operator"),
            "operator", Set.of("operator"),
            "device", Set.of("device"),
            "public", Set.of("nobody", "stranger", "viewer", "analyst", "operator", "device"));
    /** Who is known, and only may not: refused with 403. */
    private static final Set<String> KNOWN = Set.of("stranger", "viewer", "analyst", "operator", "device");

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String service;
    private final URI base;

    /**
     * One cell.
     *
     * @param name such as {@code producer GET /api/unicorns by nobody is 401}
     */
    public record Cell(String name, Check check) {}

    /** Fails with an {@link AssertionError}. */
    @FunctionalInterface
    public interface Check {
        void run() throws Exception;
    }

    /** An answer's status and what a refusal says. */
    public record Answer(int status, String contentType, String authenticate, String body) {}

    /** @param base where the service answers, such as {@code http://127.0.0.1:8081} */
    public AccessMatrix(String service, URI base, OidcServer issuer) {
        this.service = service;
        this.base = base;
        tokens.put("nobody", "");
        for (String role : List.of("viewer", "analyst", "operator")) {
            tokens.put(role, issuer.token(role));
        }
        tokens.put("stranger", issuer.token());
        tokens.put("device", issuer.deviceToken());
        tokens.put("who was an operator", issuer.expiredToken("operator"));
        tokens.put("an operator of another issuer", issuer.foreignIssuerToken("operator"));
        tokens.put("an operator of another service", issuer.wrongAudienceToken("operator"));
        tokens.put("a forger", issuer.forgedToken("operator"));
        tokens.put("somebody with no JWT", "not.a.token");
    }

    /** The cells of these rows, each {@code METHOD path role}, the role being {@code public} where everybody may. */
    public List<Cell> cells(List<String> rows) {
        List<Cell> cells = new ArrayList<>();
        for (String row : rows) {
            String[] parts = row.split(" ");
            tokens.forEach((caller, token) -> {
                int refusal = refusal(parts[2], caller);
                String name = service + " " + parts[0] + " " + parts[1] + " by " + caller + " is "
                        + (refusal == 0 ? "let in" : refusal);
                cells.add(new Cell(name, () -> check(name, ask(parts[0], parts[1], token), refusal)));
            });
        }
        return cells;
    }

    /** The WebSocket, which asks a viewer, and from a page of another site lets nobody in. */
    public List<Cell> socketCells(String path) {
        List<Cell> cells = new ArrayList<>();
        tokens.forEach((caller, token) -> {
            int refusal = refusal("viewer", caller);
            String own =
                    service + " WebSocket " + path + " by " + caller + " is " + (refusal == 0 ? "let in" : refusal);
            cells.add(new Cell(own, () -> requireStatus(own, refusal == 0 ? 101 : refusal, open(path, token, null))));
            String foreign = service + " WebSocket " + path + " by " + caller + " from another site is 403";
            cells.add(new Cell(foreign, () -> requireStatus(foreign, 403, open(path, token, FOREIGN_ORIGIN))));
        });
        return cells;
    }

    /** What changes something, asked by another site's page: 403, whoever it acts for. */
    public List<Cell> foreignOriginCells(List<String> rows) {
        List<Cell> cells = new ArrayList<>();
        for (String row : rows) {
            String[] parts = row.split(" ");
            if (!parts[0].equals("GET")) {
                tokens.forEach((caller, token) -> {
                    String name =
                            service + " " + parts[0] + " " + parts[1] + " by " + caller + " from another site is 403";
                    cells.add(new Cell(
                            name,
                            () -> requireStatus(
                                    name,
                                    403,
                                    ask(parts[0], parts[1], token, "Origin", FOREIGN_ORIGIN)
                                            .status())));
                });
            }
        }
        return cells;
    }

    private static int refusal(String role, String caller) {
        Set<String> may = MAY.get(role);
        if (may == null) {
            throw new IllegalArgumentException("A row must end with a role or public, but ends with " + role);
        }
        if (may.contains(caller)) {
            return 0;
        }
        return KNOWN.contains(caller) ? 403 : 401;
    }

    private static void check(String name, Answer answer, int refusal) {
        if (refusal == 0) {
            // What lies behind may be away (502, 503), but it was asked.
            if (Set.of(401, 403, 500).contains(answer.status()) || answer.body().contains("issuer")) {
                throw new AssertionError(name + ", but was " + answer);
            }
            return;
        }
        requireStatus(name, refusal, answer.status());
        if (!answer.contentType().startsWith("application/problem+json")
                || !answer.body().contains("\"status\":" + refusal)
                || answer.body().contains("Exception")
                || !answer.authenticate().startsWith("Bearer")) {
            throw new AssertionError(name + " as a problem that asks for a bearer's token, but was " + answer);
        }
    }

    private static void requireStatus(String name, int expected, int status) {
        if (status != expected) {
            throw new AssertionError(name + ", but was " + status);
        }
    }

    /** @param token empty: none */
    public Answer ask(String method, String path, String token, String... headers) {
        return send(method, path, token, "{}", headers);
    }

    /** Posts JSON. */
    public Answer post(String path, String token, String json) {
        return send("POST", path, token, json);
    }

    private Answer send(String method, String path, String token, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .method(method, method.equals("POST") ? BodyPublishers.ofString(json) : BodyPublishers.noBody());
        if (method.equals("POST")) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            // Some answers never end: their beginning must do.
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        response.headers().firstValue("WWW-Authenticate").orElse(""),
                        response.statusCode() < 400 ? "" : new String(body.readNBytes(4096)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Asking was interrupted", e);
        }
    }

    /** The status that opening a WebSocket is answered with; it is closed at once. */
    private int open(String path, String token, @Nullable String origin) {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(PATIENCE);
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        URI address = URI.create(base.resolve(path).toString().replaceFirst("^http", "ws"));
        try {
            builder.buildAsync(address, new WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }
}
