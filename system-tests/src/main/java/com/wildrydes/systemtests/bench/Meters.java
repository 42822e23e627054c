package com.wildrydes.systemtests.bench;

import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.Suite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What services say at {@code /actuator/prometheus} of themselves. One that does not answer says what it said before, at first 0.
 * Thread-safe.
 */
final class Meters {

    private final Suite suite;
    private final HttpClient http;
    private final Map<String, Double> last = new ConcurrentHashMap<>();

    Meters(Suite suite, HttpClient http) {
        this.suite = suite;
        this.http = http;
    }

    double aggregated() {
        return sum(Part.AGGREGATOR, "wildrydes_read_records_total", "stream=\"wildrydes\"");
    }

    double archived() {
        return sum(Part.ARCHIVE, "wildrydes_archive_records_total", "outcome=\"archived\"");
    }

    double rowsWritten() {
        return sum(Part.PERSISTER, "wildrydes_summaries_total", "outcome=\"written\"");
    }

    /** Reports that the map took, also those that were old when they came. */
    double mapped() {
        return sum(Part.DASHBOARD, "wildrydes_dashboard_reports_total", "effect=");
    }

    /** What of the heap was in use after the last full collection; 0 before the first. */
    double liveHeapBytes(Part part) {
        return sum(part, "jvm_gc_live_data_size_bytes", "");
    }

    private double sum(Part part, String name, String label) {
        String key = part + name;
        // Asked for by name the others need not be written; there a counter has no suffix.
        String asked = name.replaceFirst("_total$", "");
        URI uri = suite.uri(part, "/actuator/prometheus?includedNames=" + asked);
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                last.put(key, sum(answer.body(), name, label));
            }
        } catch (IOException e) {
            // Busy, or gone, which somebody else notices.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last.getOrDefault(key, 0.0);
    }

    /** The sum over those of a metric's lines that hold the label. */
    static double sum(String text, String name, String label) {
        return text.lines()
                .filter(line -> line.startsWith(name)
                        && (line.startsWith("{", name.length()) || line.startsWith(" ", name.length())))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
