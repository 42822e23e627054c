package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.systemtests.Truth.Key;
import com.wildrydes.systemtests.Truth.Sum;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A fleet flies for a while; then the table must equal the truth computed from the stream, the archive must hold every
 * report and give the same minutes as the table, and no log may have an error.
 *
 * <p>The length is set by {@code -Dwildrydes.test.flight-unicorns}, {@code -Dwildrydes.test.flight-seconds} and
 * {@code -Dwildrydes.test.window-seconds}.
 */
@ExtendWith(SharedSuite.class)
class FlightIT {

    private static final int UNICORNS = Integer.getInteger("wildrydes.test.flight-unicorns", 100);
    private static final int SECONDS = Integer.getInteger("wildrydes.test.flight-seconds", 35);

    private final SharedSuite.Running running;

    FlightIT(SharedSuite.Running running) {
        this.running = running;
    }

    @Test
    void everyClosedWindowIsExactAndEveryReportIsArchived() {
        Instant started = Instant.now();
        Set<String> fleet = fly();

        Instant landed = Instant.now();
        await("the last window has ended")
                .atMost(SharedSuite.WINDOW.plusSeconds(5))
                .until(() -> Instant.now().isAfter(landed.plus(SharedSuite.WINDOW)));
        Truth truth = Truth.of(running.aws().kinesis, "wildrydes", SharedSuite.WINDOW);
        Map<Key, Sum> expected = truth.closedBefore(Instant.now());
        Table table = new Table(running.aws().dynamoDb);
        await("the table equals the truth")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(table.differences(expected)).isEmpty());
        Archive archive = new Archive(running.aws().s3);
        await("every report is archived").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Set<String> missing = new HashSet<>(truth.sequenceNumbers());
            missing.removeAll(archive.sequenceNumbers());
            assertThat(missing).isEmpty();
        });
        Map<Key, Sum> recomputed = new Audit(running.door()).minutes(started, Instant.now());
        recomputed.keySet().removeIf(minute -> !fleet.contains(minute.name()));
        assertThat(recomputed.values().stream().mapToLong(Sum::samples).sum())
                .isEqualTo(expected.entrySet().stream()
                        .filter(window -> fleet.contains(window.getKey().name()))
                        .mapToLong(window -> window.getValue().samples())
                        .sum());
        assertThat(table.differencesOfMinutes(recomputed)).isEmpty();
        System.out.printf(
                "flight: %d reports in %d windows of %s, 0 rows differ, 0 reports missing in the archive%n",
                truth.sequenceNumbers().size(), expected.size(), SharedSuite.WINDOW);
        assertThat(expected).hasSizeGreaterThan(UNICORNS);
        assertNoErrorInAnyLog();
    }

    /** @return the names of those that flew */
    private Set<String> fly() {
        Door.Answer started = running.door().postJson("/api/unicorns", "{\"count\":" + UNICORNS + "}");
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        await("the flight")
                .pollDelay(Duration.ofSeconds(SECONDS))
                .atMost(Duration.ofSeconds(SECONDS + 10))
                .until(() -> true);
        Set<String> fleet = Set.copyOf(
                running.door().get("/api/unicorns").json().get("items").findValuesAsString("name"));
        assertThat(fleet).hasSize(UNICORNS);
        assertThat(running.door().delete("/api/unicorns").status()).isBetween(200, 299);
        return fleet;
    }

    private void assertNoErrorInAnyLog() {
        for (Part part : Part.values()) {
            assertThat(running.suite().process(part).logLines())
                    .as("log of %s", part)
                    .noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception in thread"));
        }
    }
}
