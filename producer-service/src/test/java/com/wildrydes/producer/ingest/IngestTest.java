package com.wildrydes.producer.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.producer.MemoryStream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class IngestTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void acceptsTheGoodAndListsTheBad() throws IOException {
        MemoryStream stream = MemoryStream.endless();

        IngestAnswer answer = ingest(stream, 30_000)
                .take(
                        body(report("Shadowfax") + "\nnot json\n" + report("a/b") + "\n\n" + report("Rocinante")),
                        BodyFormat.NDJSON)
                .join();

        assertThat(answer.accepted()).isEqualTo(2);
        assertThat(answer.rejectedCount()).isEqualTo(2);
        assertThat(answer.rejected()).extracting(Rejection::line).containsExactly(2, 3);
        assertThat(answer.rejected().get(1).reason()).startsWith("Name must ");
        assertThat(stream.keys()).containsExactly("Shadowfax", "Rocinante");
        assertThat(stream.records()).containsExactly(report("Shadowfax") + "\n", report("Rocinante") + "\n");
        assertThat(meters.counter("wildrydes.ingest.accepted").count()).isEqualTo(2);
        assertThat(meters.counter("wildrydes.ingest.rejected", "reason", "not-json")
                        .count())
                .isEqualTo(1);
        assertThat(meters.counter("wildrydes.ingest.rejected", "reason", "name").count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100, 101, 500})
    void listsTheFirstHundredRejectedAndCountsAll(int bad) throws IOException {
        IngestAnswer answer = ingest(MemoryStream.endless(), 30_000)
                .take(body("{}\n".repeat(bad) + report("Shadowfax")), BodyFormat.NDJSON)
                .join();

        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(answer.rejectedCount()).isEqualTo(bad);
        assertThat(answer.rejected()).hasSize(Math.min(100, bad));
    }

    @Test
    void stopsReadingAnArrayThatIsBroken() throws IOException {
        MemoryStream stream = MemoryStream.endless();

        IngestAnswer answer = ingest(stream, 30_000)
                .take(body("[" + report("One") + ",{]}," + report("Two") + "]"), BodyFormat.JSON)
                .join();

        assertThat(stream.keys()).containsExactly("One");
        assertThat(answer.rejected()).hasSize(1);
        assertThat(answer.rejected().get(0).line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "[{},{}]", "nonsense"})
    void saysSoWhenNothingIsAValidReport(String body) {
        assertThatThrownBy(() -> ingest(MemoryStream.endless(), 30_000).take(body(body), BodyFormat.JSON))
                .isInstanceOf(NoValidReportException.class)
                .hasMessageStartingWith("A request must hold at least one ");
    }

    @Test
    void writesNothingOfABodyThatTurnsOutTooLarge() {
        MemoryStream stream = MemoryStream.endless();

        assertThatThrownBy(() ->
                        ingest(stream, 30_000).take(body((report("Shadowfax") + "\n").repeat(100)), BodyFormat.NDJSON))
                .isInstanceOf(BodyTooLargeException.class);
        assertThat(stream.records()).isEmpty();
    }

    @Test
    void takesNothingWhileOtherRequestsHoldAllTheMemory() throws IOException {
        MemoryStream stream = MemoryStream.withRoomFor(1000);
        Ingest ingest = ingest(stream, 30_000);
        CompletableFuture<IngestAnswer> first = ingest.take(body((report("One") + "\n").repeat(50)), BodyFormat.NDJSON);

        assertThatThrownBy(() -> ingest.take(body((report("Two") + "\n").repeat(50)), BodyFormat.NDJSON))
                .isInstanceOf(NoRoomException.class);
        assertThat(stream.keys()).doesNotContain("Two");
        assertThat(meters.counter("wildrydes.ingest.refused").count()).isEqualTo(1);

        // What the refused one held is free again, and so is the first one's once it is answered.
        CompletableFuture<IngestAnswer> small = ingest.take(body(report("Three")), BodyFormat.NDJSON);
        stream.acknowledge(100);
        assertThat(first).isCompleted();
        assertThat(small).isCompleted();
        ingest.take(body((report("Two") + "\n").repeat(50)), BodyFormat.NDJSON);
        assertThat(stream.keys()).contains("Two");
    }

    @Test
    void givesTheMemoryBackWhateverHappens() throws IOException {
        MemoryStream full = MemoryStream.withRoomFor(0);
        Ingest ingest = ingest(full, 30_000);

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> ingest.take(body((report("One") + "\n").repeat(50)), BodyFormat.NDJSON))
                    .isInstanceOf(NoRoomException.class);
            assertThatThrownBy(() -> ingest.take(body((report("One") + "\n").repeat(70)), BodyFormat.NDJSON))
                    .isInstanceOf(BodyTooLargeException.class);
        }

        assertThat(ingest.pendingBytesLeft()).isEqualTo(30_000);
    }

    private Ingest ingest(MemoryStream stream, int pendingBytes) {
        return new Ingest(
                stream,
                new IngestProperties(
                        DataSize.ofBytes(10_000),
                        DataSize.ofBytes(1000),
                        DataSize.ofBytes(pendingBytes),
                        Duration.ofMinutes(1)),
                new IngestMetrics(meters));
    }

    private static ByteArrayInputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static String report(String name) {
        return "{\"Distance\":29.87,\"HealthPoints\":149,\"Latitude\":40.749167,\"Longitude\":-73.985184,\"MagicPoints\":151,"
                + "\"Name\":\"" + name + "\",\"StatusTime\":\"2026-11-23 01:02:03.000\"}";
    }
}
