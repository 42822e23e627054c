package com.wildrydes.archive.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.archive.RunningArchive;
import com.wildrydes.archive.SampleArchive;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many queries a caller may have under way, and how long they may take, with queries that would take hours. */
@Timeout(300)
class QueryLimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ENDLESS = """
            SELECT count(*)
            FROM UNNEST(sequence(1, 10000)) AS a (x)
            CROSS JOIN UNNEST(sequence(1, 10000)) AS b (y)
            CROSS JOIN UNNEST(sequence(1, 10000)) AS c (z)
            WHERE (x * y + z) % 1000003 = 7""";

    @TempDir
    private Path data;

    private RunningArchive start(String... settings) {
        return RunningArchive.start(data, List.of(), List.of(settings));
    }

    @Test
    void aCallerHasSoManyQueriesUnderWayAndAfterOneHasEndedRoomForAnother() {
        try (RunningArchive archive = start("--wildrydes.archive.athena.queries-of-a-caller=2")) {
            String first = archive.started(ENDLESS);
            String second = archive.started(ENDLESS);
            await().atMost(PATIENCE).until(() -> archive.get(second).body().contains("\"RUNNING\""));

            HttpResponse<String> third = archive.post("SELECT 1");
            archive.restart();
            HttpResponse<String> afterRestart = archive.post("SELECT 1");
            archive.delete(first);

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).isPresent();
            assertThat(archive.json(third).get("detail").asString())
                    .isEqualTo("A caller must have at most 2 queries under way, and has as many");
            assertThat(afterRestart.body()).isEqualTo(third.body());
            assertThat(archive.awaitOver(first).get("state").asString()).isEqualTo("CANCELLED");
            String room = archive.query("SELECT 1");
            assertThat(archive.results(room).at("/items/0/0").asInt()).isOne();
            assertThat(archive.json(archive.get(second)).get("state").asString())
                    .isEqualTo("RUNNING");
        }
    }

    @Test
    void aQueryThatTakesTooLongIsCancelledAndSaysSo() {
        try (RunningArchive archive = start("--wildrydes.archive.athena.max-runtime=1s")) {

            String path = archive.started(ENDLESS);

            assertThat(archive.awaitOver(path).get("state").asString()).isEqualTo("CANCELLED");
            assertThat(archive.json(archive.get(path)).get("reason").asString())
                    .isEqualTo("A query must end within 1 s");
        }
    }

    @Test
    void aQueryThatWouldReadTooMuchFailsAndSaysSo() {
        try (RunningArchive archive = start("--wildrydes.archive.athena.max-scanned=10MB")) {
            new SampleArchive(archive)
                    .addOtherLines("raw/2026/11/23/01/few.json.gz", 1_000)
                    .addOtherLines("raw/2026/11/23/02/many.json.gz", 11_000_000);

            String path = archive.started("SELECT count(*) FROM wildrydes");

            assertThat(archive.awaitOver(path).get("state").asString()).isEqualTo("FAILED");
            assertThat(archive.json(archive.get(path)).get("reason").asString())
                    .startsWith("Bytes scanned limit was exceeded");
            assertThat(archive.results(archive.query("SELECT count(*) FROM wildrydes WHERE datehour = '2026/11/23/01'"))
                            .at("/items/0/0")
                            .asInt())
                    .isPositive();
        }
    }
}
