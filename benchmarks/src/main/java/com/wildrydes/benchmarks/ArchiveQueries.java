package com.wildrydes.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks archive-service as anybody would, one question at a time, and reads the answers as CSV. */
final class ArchiveQueries {

    private static final long POLL_MILLIS = 10;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern STATE = Pattern.compile("\"state\":\"([^\"]+)\"");
    private static final Pattern SCANNED = Pattern.compile("\"scannedBytes\":(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;

    /** @param service such as {@code http://127.0.0.1:8084} */
    ArchiveQueries(URI service) {
        this.service = service;
    }

    /**
     * @param rows without the columns' names; none where they were only counted
     * @param count how many rows there are
     * @param seconds from the call that asks until the last row is here
     */
    record Answer(List<List<String>> rows, long count, long scannedBytes, double seconds) {}

    /** Runs an ad-hoc query. */
    Answer query(String sql) throws IOException, InterruptedException {
        return ask("/api/queries", "{\"sql\":\"" + sql + "\"}", true);
    }

    /** Runs an ad-hoc query and reads its answer without keeping it. */
    Answer count(String sql) throws IOException, InterruptedException {
        return ask("/api/queries", "{\"sql\":\"" + sql + "\"}", false);
    }

    /** Runs a ready report that needs no parameters. */
    Answer report(String id) throws IOException, InterruptedException {
        return ask("/api/reports/" + id, "{}", true);
    }

    private Answer ask(String path, String json, boolean keep) throws IOException, InterruptedException {
        long began = System.nanoTime();
        String query = "/api/queries/"
                + find(
                        ID,
                        text(request(path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json))));
        String state = text(request(query));
        while (find(STATE, state).matches("QUEUED|RUNNING")) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            state = text(request(query));
        }
        if (!find(STATE, state).equals("SUCCEEDED")) {
            throw new IllegalStateException(json + " must succeed, but the answer is " + state);
        }
        List<List<String>> rows = new ArrayList<>();
        long count = -1; // The first line has the columns' names.
        HttpResponse<InputStream> csv = http.send(
                request(query + "/results").header("Accept", "text/csv").build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(csv.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (keep && count >= 0) {
                    rows.add(List.of(line.substring(1, line.length() - 1).split("\",\"", -1)));
                }
                count++;
            }
        }
        return new Answer(rows, count, Long.parseLong(find(SCANNED, state)), (System.nanoTime() - began) / 1e9);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path));
    }

    private String text(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    "archive-service answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " must be in " + text);
        }
        return matcher.group(1);
    }
}
