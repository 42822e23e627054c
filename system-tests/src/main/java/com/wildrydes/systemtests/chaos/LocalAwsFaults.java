package com.wildrydes.systemtests.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Switches local-aws's faults on and off; several may be on at once. Thread-safe. */
final class LocalAwsFaults {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI uri;
    private final List<KinesisFaults> on = new ArrayList<>();
    private long seed;

    LocalAwsFaults(URI localAws, long seed) {
        this.uri = localAws.resolve("/_local-aws/faults");
        this.seed = seed;
    }

    synchronized void on(KinesisFaults faults) {
        on.add(faults);
        put();
    }

    synchronized void off(KinesisFaults faults) {
        on.remove(faults);
        put();
    }

    synchronized void allOff() {
        on.clear();
        put();
    }

    private void put() {
        KinesisFaults all = on.stream().reduce(KinesisFaults.NONE, KinesisFaults::and);
        // Another seed each time: local-aws begins a seed's sequence anew whenever it is told.
        send(HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.ofString(all.json(seed++))));
    }

    /** How often each was injected, as JSON. */
    String counts() {
        return send(HttpRequest.newBuilder(uri).GET()).replaceFirst(".*\"injected\":(\\{[^}]*}).*", "$1");
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        uri + " must answer 200, but was " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("A call to local-aws was interrupted", e);
        }
    }
}
