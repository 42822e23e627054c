package com.wildrydes.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plays the other services for the pages, with made-up answers in their form. */
final class DemoServices implements AutoCloseable {

    private final HttpServer server;
    private volatile String asked = "";

    DemoServices() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/summaries")) {
                answer(exchange, 200, summaries());
            } else if (path.equals("/api/unicorns")
                    && exchange.getRequestMethod().equals("POST")) {
                answer(exchange, 201, "{\"count\":10,\"items\":[]}");
            } else if (path.startsWith("/api/unicorns")) {
                answer(exchange, 200, "{\"stopped\":10}");
            } else if (path.equals("/api/files")) {
                answer(exchange, 200, files());
            } else if (path.endsWith("/results")) {
                answer(exchange, 200, results());
            } else if (path.equals("/api/reports")) {
                answer(exchange, 200, reports());
            } else if (path.startsWith("/api/queries") || path.startsWith("/api/reports/")) {
                if (path.startsWith("/api/reports/")) {
                    asked = path + ' ' + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                }
                answer(
                        exchange,
                        202,
                        "{\"id\":\"7\",\"state\":\"SUCCEEDED\",\"scannedBytes\":18432000,\"runtimeMillis\":842}");
            } else if (path.equals("/v3/api-docs")) {
                answer(exchange, 200, document());
            } else {
                answer(exchange, 404, "{\"status\":404,\"detail\":\"There is no " + path + "\"}");
            }
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** The ready report that was asked for last: its path and the body. */
    String asked() {
        return asked;
    }

    private static String reports() {
        return """
                {"cursor":null,"items":[{"id":"path","title":"Path of a unicorn","description":"Where one unicorn was",
                "parameters":[
                {"name":"name","type":"TEXT","description":"The unicorn","required":true},
                {"name":"from","type":"TIME","description":"The first moment","required":false,"defaultAge":"PT24H"},
                {"name":"to","type":"TIME","description":"Behind the last","required":false,"defaultAge":"PT0S"},
                {"name":"lateHours","type":"NUMBER","description":"How late","required":false,"defaultValue":24,
                "least":0,"most":8784}]}]}""";
    }

    private static String document() {
        return "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Demo\",\"version\":\"1\"},\"servers\":[{\"url\":"
                + "\"http://elsewhere.example\"}],\"paths\":{\"/api/files\":{\"get\":{\"operationId\":\"list\",\"summary\":"
                + "\"What is archived\",\"responses\":{\"200\":{\"description\":\"OK\"}}}}}}";
    }

    private static String summaries() {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        SplittableRandom random = new SplittableRandom(5);
        return IntStream.range(1, 31)
                .mapToObj(i -> {
                    int health = 130 + (int) (18 * Math.sin(i / 5.0)) + random.nextInt(4);
                    int magic = 158 + (int) (12 * Math.cos(i / 7.0)) + random.nextInt(4);
                    return "{\"statusTime\":\"%s\",\"distance\":%d,\"minHealthPoints\":%d,\"maxHealthPoints\":%d,"
                                    .formatted(
                                            minute.minusSeconds(60L * i),
                                            1780 + random.nextInt(40),
                                            health,
                                            health + 5 + random.nextInt(4))
                            + "\"minMagicPoints\":%d,\"maxMagicPoints\":%d,\"samples\":60}"
                                    .formatted(magic, magic + 5 + random.nextInt(4));
                })
                .collect(Collectors.joining(",", "{\"cursor\":null,\"items\":[", "]}"));
    }

    private static String files() {
        return IntStream.range(0, 12)
                .mapToObj(i -> ("{\"key\":\"raw/2026/11/24/%02d/wildrydes-1-2026-11-24-%02d-00-31-5f0c2f7e.gz\","
                                + "\"bytes\":%d,\"lastModified\":\"2026-11-24T%02d:01:31Z\"}")
                        .formatted(i, i, 184_000 + i * 7919, i))
                .collect(Collectors.joining(",", "{\"cursor\":\"next\",\"items\":[", "]}"));
    }

    private static String results() {
        return IntStream.range(0, 40)
                .mapToObj(i ->
                        "[\"Shadowfax-%d\",%d,%d,%d,%d]".formatted(i, 3600 - i, 107_900 - 31 * i, 141 - i, 144 - i))
                .collect(Collectors.joining(
                        ",",
                        "{\"columns\":[{\"name\":\"name\"},{\"name\":\"reports\"},{\"name\":\"metres\"},"
                                + "{\"name\":\"least_health\"},{\"name\":\"least_magic\"}],\"cursor\":null,\"items\":[",
                        "]}"));
    }

    /** Settings that aim the dashboard at this. */
    String[] settings() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return new String[] {
            "wildrydes.dashboard.services.producer=" + address,
            "wildrydes.dashboard.services.aggregator=" + address,
            "wildrydes.dashboard.services.persister=" + address,
            "wildrydes.dashboard.services.archive=" + address
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
