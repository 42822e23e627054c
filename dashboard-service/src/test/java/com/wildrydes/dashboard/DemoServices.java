package com.wildrydes.dashboard;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Plays the other services for the pages, with made-up answers in their form. */
final class DemoServices implements AutoCloseable {

    /** Before that no minute was summed up. */
    private static final Duration FLYING_FOR = Duration.ofHours(50);

    private final HttpServer server;
    private final List<String> alerts = new CopyOnWriteArrayList<>();
    private final List<String> tracks = new CopyOnWriteArrayList<>();
    private volatile String asked = "";
    private volatile boolean alertsFail;
    private volatile Map<String, List<String>> lastHeaders = Map.of();

    DemoServices() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            String path = exchange.getRequestURI().getPath();
            lastHeaders = Map.copyOf(exchange.getRequestHeaders());
            if (path.startsWith("/api/reports/")) {
                asked = path + ' ' + new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
            Answer answer = answer(exchange.getRequestMethod(), path, query(exchange), body, accept(exchange));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    private record Answer(int status, String type, String body) {

        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }

        static Answer json(String body) {
            return json(200, body);
        }

        static Answer list(String items) {
            return json("{\"cursor\":null,\"items\":[" + items + "]}");
        }
    }

    private Answer answer(String method, String path, Map<String, String> query, String body, String accept) {
        if (path.endsWith("/summaries")) {
            return summaries(query);
        } else if (path.equals("/api/alerts")) {
            return alertsFail
                    ? Answer.json(503, "{\"status\":503,\"detail\":\"persister-service cannot be reached\"}")
                    : Answer.list(alerts.stream()
                            .filter(alert -> alert.contains("\"state\":\"" + query.get("state")))
                            .collect(joining(",")));
        } else if (path.equals("/api/replays") && method.equals("POST")) {
            return upload(query, body);
        } else if (path.startsWith("/api/replays/")) {
            tracks.removeIf(track -> path.endsWith(track.replaceAll(".*\"id\":\"([^\"]*).*", "$1")));
            return Answer.json(204, "");
        } else if (path.equals("/api/replays")) {
            return Answer.list(String.join(",", tracks));
        } else if (path.equals("/api/unicorns") && method.equals("POST")) {
            return Answer.json(201, "{\"count\":10,\"items\":[]}");
        } else if (path.startsWith("/api/unicorns")) {
            return Answer.json("{\"stopped\":10}");
        } else if (path.equals("/api/files")) {
            return Answer.json(files());
        } else if (path.equals("/api/reports")) {
            return Answer.json(reports());
        } else if (path.endsWith("/results")) {
            String id = path.split("/")[3];
            return accept.contains("csv") ? new Answer(200, "text/csv", csv(id)) : Answer.json(rows(id));
        } else if (path.startsWith("/api/queries") || path.startsWith("/api/reports/")) {
            String id = path.startsWith("/api/reports/") ? path.substring("/api/reports/".length()) : "sql";
            return Answer.json(
                    202,
                    "{\"id\":\"" + id + "\",\"state\":\"SUCCEEDED\",\"reason\":null,\"scannedBytes\":18432000,"
                            + "\"runtimeMillis\":842}");
        } else if (path.equals("/v3/api-docs")) {
            return Answer.json(document());
        }
        return Answer.json(404, "{\"status\":404,\"detail\":\"There is no " + path + "\"}");
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getRawQuery();
        if (text != null) {
            for (String part : text.split("&")) {
                String[] pair = part.split("=", 2);
                query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static String accept(HttpExchange exchange) {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        return accept == null ? "" : accept;
    }

    /** The ready report that was asked for last: its path and the body. */
    String asked() {
        return asked;
    }

    /** What the last request had in this header; empty: it had none. */
    List<String> lastHeader(String name) {
        return lastHeaders.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    /** @param vital {@code HealthPoints} or {@code MagicPoints} */
    void alert(String name, String vital, String state, int value, Instant since) {
        alerts.removeIf(alert -> alert.startsWith("{\"name\":\"" + name + "\",\"vital\":\"" + vital));
        alerts.add(
                0,
                "{\"name\":\"" + name + "\",\"vital\":\"" + vital + "\",\"state\":\"" + state + "\",\"since\":\""
                        + since + "\",\"value\":" + value + "}");
    }

    /** From now on, whether the alerts cannot be read. */
    void failAlerts(boolean fail) {
        alertsFail = fail;
    }

    void reset() {
        alerts.clear();
        tracks.clear();
        alertsFail = false;
        asked = "";
    }

    private Answer upload(Map<String, String> query, String body) {
        if (!body.contains("<trkpt") && !body.contains("latitude")) {
            return Answer.json(400, "{\"status\":400,\"detail\":\"The file must have track points, but has none\"}");
        }
        String name = query.getOrDefault("name", "Walker");
        tracks.add(
                0,
                "{\"id\":\"" + (tracks.size() + 1) + "\",\"state\":\"flying\",\"speed\":" + query.get("speed")
                        + ",\"vehicles\":1,\"names\":[\"" + name
                        + "\"],\"points\":1200,\"flown\":300,\"progress\":0.25,"
                        + "\"skipped\":[{\"line\":7,\"reason\":\"latitude must be -90 to 90, but was 91\"}],\"skippedCount\":2}");
        return Answer.json(201, tracks.get(0));
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

    /** A page of minutes, as the persister gives it; there is none in every fifth hour. */
    private static Answer summaries(Map<String, String> query) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Instant from = latest(Instant.parse(query.get("from")), now.minus(FLYING_FOR));
        Instant to = Instant.parse(query.containsKey("cursor") ? query.get("cursor") : query.get("to"));
        int limit = Integer.parseInt(query.get("limit"));
        StringBuilder items = new StringBuilder();
        int rows = 0;
        Instant minute = (to.isAfter(now) ? now : to).minusSeconds(60);
        for (; !minute.isBefore(from) && rows < limit; minute = minute.minusSeconds(60)) {
            long n = minute.getEpochSecond() / 60;
            if (n / 60 % 5 == Math.floorMod(now.getEpochSecond() / 3600 - 3, 5)) {
                continue;
            }
            int health = 130 + (int) (18 * Math.sin(n / 45.0)) + (int) (n * 7 % 4);
            int magic = 158 + (int) (12 * Math.cos(n / 70.0)) + (int) (n * 5 % 4);
            items.append(rows++ == 0 ? "" : ",")
                    .append(("{\"statusTime\":\"%s\",\"distance\":%d,\"minHealthPoints\":%d,\"maxHealthPoints\":%d,"
                                    + "\"minMagicPoints\":%d,\"maxMagicPoints\":%d,\"samples\":60}")
                            .formatted(minute, 1780 + n * 13 % 40, health, health + 6, magic, magic + 6));
        }
        String cursor = minute.isBefore(from) ? "null" : "\"" + minute.plusSeconds(60) + "\"";
        return Answer.json("{\"cursor\":" + cursor + ",\"items\":[" + items + "]}");
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static String files() {
        return IntStream.range(0, 12)
                .mapToObj(i -> ("{\"key\":\"raw/2026/11/24/%02d/wildrydes-1-2026-11-24-%02d-00-31-5f0c2f7e.gz\","
                                + "\"bytes\":%d,\"lastModified\":\"2026-11-24T%02d:01:31Z\"}")
                        .formatted(i, i, 184_000 + i * 7919, i))
                .collect(joining(",", "{\"cursor\":\"next\",\"items\":[", "]}"));
    }

    private static String rows(String id) {
        return id.equals("path")
                ? IntStream.range(0, 40)
                        .mapToObj(i -> "[\"2026-11-23 01:00:%02d.000\",%s,%s]"
                                .formatted(i, 40.749 + i / 900.0, -73.985 + Math.sin(i / 6.0) / 60))
                        .collect(joining(
                                ",",
                                "{\"columns\":[{\"name\":\"statustime\",\"type\":\"timestamp\"},{\"name\":\"latitude\","
                                        + "\"type\":\"double\"},{\"name\":\"longitude\",\"type\":\"double\"}],"
                                        + "\"cursor\":null,\"items\":[",
                                "]}"))
                : IntStream.range(0, 40)
                        .mapToObj(i -> "[\"Shadowfax-%d\",%d,%d,%d,%d]"
                                .formatted(i, 3600 - i, 107_900 - 31 * i, 141 - i, 144 - i))
                        .collect(joining(
                                ",",
                                "{\"columns\":[{\"name\":\"name\",\"type\":\"varchar\"},{\"name\":\"reports\","
                                        + "\"type\":\"bigint\"},{\"name\":\"metres\",\"type\":\"double\"},{\"name\":"
                                        + "\"least_health\",\"type\":\"integer\"},{\"name\":\"least_magic\",\"type\":"
                                        + "\"integer\"}],\"cursor\":null,\"items\":[",
                                "]}"));
    }

    private static String csv(String id) {
        return switch (id) {
            case "fleet" -> fleet();
            case "path" ->
                IntStream.range(0, 40)
                        .mapToObj(i -> "\"2026-11-23 01:00:%02d.000\",\"%s\",\"%s\""
                                .formatted(i, 40.749 + i / 900.0, -73.985 + Math.sin(i / 6.0) / 60))
                        .collect(joining("\n", "\"statustime\",\"latitude\",\"longitude\"\n", "\n"));
            default ->
                IntStream.range(0, 40)
                        .mapToObj(i -> "\"Shadowfax-%d\",\"%d\"".formatted(i, 3600 - i))
                        .collect(joining("\n", "\"name\",\"reports\"\n", "\n"));
        };
    }

    /** Ten minutes of two unicorns that fly east, a position every 3 s; Grani's begin after five. */
    private static String fleet() {
        return IntStream.rangeClosed(0, 200)
                .boxed()
                .flatMap(i -> List.of("Shadowfax", "Grani, the grey").stream()
                        .filter(name -> i >= 100 || name.equals("Shadowfax"))
                        .map(name -> "\"%s\",\"%s\",\"%s\",\"%s\",\"%d\",\"150\""
                                .formatted(
                                        name,
                                        Instant.parse("2026-11-23T01:00:00Z")
                                                .plusSeconds(3L * i)
                                                .toString()
                                                .replace('T', ' ')
                                                .replace("Z", ".000"),
                                        name.equals("Shadowfax") ? 40.75 : 40.76,
                                        -74 + i * 0.001,
                                        100 + i / 2)))
                .collect(joining(
                        "\n",
                        "\"name\",\"statustime\",\"latitude\",\"longitude\",\"healthpoints\",\"magicpoints\"\n",
                        "\n"));
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
