package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.systemtests.Suites;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A short run. What it measures is none of a test's business, but that it finds all of it, and the result's shape, are. */
class BenchIT {

    private static final int RATE = 500;
    private static final int UNICORNS = 100;
    private static final Duration LENGTH = Duration.ofSeconds(22);

    @Test
    void everyReportOfAShortRunIsFoundAndMeasured() {
        BenchOptions options = new BenchOptions(
                UNICORNS,
                RATE,
                LENGTH,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                4,
                2,
                Map.of(),
                true,
                true,
                false,
                Suites.newFolder());

        BenchResult result;
        try (BenchRun run = BenchRun.start(options, System.out)) {
            result = run.measure();
        }
        System.out.println(ResultText.of(result));

        assertThat(result.differences()).isEmpty();
        assertThat(result.exact()).isTrue();
        BenchResult.Totals totals = result.totals();
        assertThat(totals.accepted()).isPositive().isEqualTo(totals.offered());
        assertThat(totals.inStream()).isEqualTo(totals.accepted() + totals.doubled());
        assertThat(totals.archived()).isEqualTo(totals.inStream());
        assertThat(totals.rows()).isGreaterThanOrEqualTo(2L * UNICORNS);
        assertThat(totals.delivered()).isPositive();
        assertThat(result.latencyMillis().acceptedToFrame().count()).isPositive();
        assertThat(result.latencyMillis().windowEndToRow().count()).isGreaterThanOrEqualTo(UNICORNS);
        assertThat(result.perSecond().aggregated()).isPositive();
        assertThat(result.perSecond().archived()).isPositive();
        assertThat(result.processes()).extracting(BenchResult.Process::name).contains("local-aws", "DynamoDB Local");
        assertThat(result.processes())
                .allSatisfy(process -> assertThat(process.residentEndMiB()).isPositive());
        assertThatJsonHasWhatItsReadersRelyOn(JsonMapper.shared().readTree(result.json()));
    }

    /** As docs/performance.md says. */
    private static void assertThatJsonHasWhatItsReadersRelyOn(JsonNode json) {
        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "settings",
                        "machine",
                        "totals",
                        "steadySeconds",
                        "perSecond",
                        "secondsBehindAtEnd",
                        "latencyMillis",
                        "processes",
                        "holds",
                        "exact",
                        "differenceCount",
                        "differences");
        assertThat(json.at("/settings/reportsPerSecond").asInt()).isEqualTo(RATE);
        for (String stage : List.of("offered", "accepted", "aggregated", "archived", "rows", "delivered")) {
            assertThat(json.at("/perSecond/" + stage).isNumber()).as(stage).isTrue();
        }
        for (String who : List.of("loader", "aggregator", "archive", "map")) {
            assertThat(json.at("/secondsBehindAtEnd/" + who).isNumber()).as(who).isTrue();
        }
        for (String latency : List.of("dueToAccepted", "acceptedToFrame", "dueToFrame", "windowEndToRow")) {
            assertThat(json.at("/latencyMillis/" + latency).propertyNames())
                    .containsExactlyInAnyOrder("count", "p50", "p95", "p99", "max");
        }
        assertThat(json.at("/processes/0").propertyNames())
                .containsExactlyInAnyOrder(
                        "name",
                        "cpuSeconds",
                        "cores",
                        "cpuMicrosPerReport",
                        "residentBeginMiB",
                        "residentEndMiB",
                        "residentPeakMiB",
                        "liveHeapMiB");
        assertThat(json.at("/exact").asBoolean()).isTrue();
    }
}
