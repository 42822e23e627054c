package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;

/** What the dashboards and alert rules ask Prometheus for is what the services tell. */
@ExtendWith(SharedSuite.class)
class ObservabilityIT {

    private static final Path FILES = Repository.ROOT.resolve("docker/observability");

    /** A name in a query, and not a label or a function: those hold none of these prefixes. */
    private static final Pattern NAME =
            Pattern.compile("\\b(?:wildrydes|jvm|process|system|http_server|tomcat|logback)_[a-z0-9_]+");

    /** Born with the first call that fails; {@code RetriedCallsTest}, {@code ShardLeaseTest} and others count by these names. */
    private static final Set<String> ONLY_AFTER_A_FAILURE = Set.of(
            "wildrydes_alerts_retries_total",
            "wildrydes_archive_calls_retries_total",
            "wildrydes_read_retries_total",
            "wildrydes_summaries_retries_total",
            "wildrydes_write_retries_total");

    private final SharedSuite.Running running;

    ObservabilityIT(SharedSuite.Running running) {
        this.running = running;
    }

    @Test
    void everyMetricOfTheDashboardsAndTheRulesIsThere() {
        Set<String> asked = names(files());
        assertThat(asked).as("names in " + FILES).hasSizeGreaterThan(30);
        doOnceWhatIsCounted();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Set<String> missing = new TreeSet<>(asked);
            missing.removeAll(names(told()));
            missing.removeAll(ONLY_AFTER_A_FAILURE);
            assertThat(missing).isEmpty();
        });
    }

    /** A report and one that is rejected, a dead letter, a query and a refused one: some counters begin with what they count. */
    private void doOnceWhatIsCounted() {
        String report = new Unicorn("Observed-" + UUID.randomUUID()).json();
        assertThat(running.door().postJson("/api/telemetry", report).status()).isEqualTo(202);
        assertThat(running.door().postJson("/api/telemetry", "{}").status()).isEqualTo(400);
        running.aws()
                .kinesis
                .putRecord(put ->
                        put.streamName("wildrydes").partitionKey("Nobody").data(SdkBytes.fromUtf8String("no report")));
        assertThat(running.door()
                        .postJson("/api/queries", "{\"sql\":\"SELECT 1\"}")
                        .status())
                .isEqualTo(202);
        assertThat(running.door()
                        .postJson("/api/queries", "{\"sql\":\"DROP TABLE wildrydes\"}")
                        .status())
                .isEqualTo(400);
    }

    private static String files() {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(file -> file.toString().endsWith(".json") || file.endsWith("alerts.yml"))
                    .map(ObservabilityIT::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String told() {
        return Part.SERVICES.stream()
                .map(part -> HttpRequest.newBuilder(running.suite().uri(part, "/actuator/prometheus"))
                        .build())
                .map(request -> running.door()
                        .http()
                        .sendAsync(request, BodyHandlers.ofString())
                        .join()
                        .body())
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
