package com.wildrydes.producer.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wildrydes.producer.MemoryStream;
import com.wildrydes.streams.StreamWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void isDoneWhenEveryReportIsAcknowledged() {
        MemoryStream stream = MemoryStream.withRoomFor(10);
        CompletableFuture<Delivery.Outcome> outcome =
                Delivery.start(stream, reports(3)).outcome(LONG);

        stream.acknowledge(2);
        assertThat(outcome).isNotDone();
        stream.acknowledge(1);

        assertThat(outcome).isCompletedWithValue(new Delivery.Outcome(3, List.of(), false));
        assertThat(stream.records()).containsExactly("1", "2", "3");
    }

    @Test
    void takesNothingWhenTheQueueIsFull() {
        MemoryStream stream = MemoryStream.withRoomFor(0);

        assertThatThrownBy(() -> Delivery.start(stream, reports(3))).isInstanceOf(NoRoomException.class);
        assertThat(stream.records()).isEmpty();
    }

    @Test
    void writesAWholeBatchThroughAQueueThatHoldsOnlyAPart() {
        MemoryStream stream = MemoryStream.withRoomFor(3);
        CompletableFuture<Delivery.Outcome> outcome =
                Delivery.start(stream, reports(1000)).outcome(LONG);

        for (int i = 0; i < 1000; i++) {
            assertThat(outcome).isNotDone();
            stream.acknowledge(1);
        }

        assertThat(outcome).isCompletedWithValue(new Delivery.Outcome(1000, List.of(), false));
        assertThat(stream.records())
                .isEqualTo(reports(1000).stream().map(r -> r.line() + "").toList());
    }

    @Test
    void triesAgainByItselfWhenNoAcknowledgementOfItsOwnCanTellOfRoom() {
        MemoryStream stream = MemoryStream.withRoomFor(10);
        // After the first report others take what room there is, also the room that its acknowledgement tells of.
        AtomicInteger calls = new AtomicInteger();
        StreamWriter crowded = new StreamWriter() {
            @Override
            public CompletableFuture<Acknowledgement> write(String key, byte[] data) {
                return stream.write(key, data);
            }

            @Override
            public Optional<CompletableFuture<Acknowledgement>> offer(String key, byte[] data) {
                int call = calls.incrementAndGet();
                return call == 1 || call > 4 ? stream.offer(key, data) : Optional.empty();
            }

            @Override
            public void close() {}
        };
        CompletableFuture<Delivery.Outcome> outcome =
                Delivery.start(crowded, reports(2)).outcome(LONG);
        stream.acknowledge(1);
        assertThat(stream.records()).containsExactly("1");

        await().until(() -> stream.records().size() == 2);
        stream.acknowledge(1);

        assertThat(outcome).isCompletedWithValue(new Delivery.Outcome(2, List.of(), false));
    }

    @Test
    void saysWhichLinesAreNotKnownToBeSafeWhenTheTimeIsUp() {
        MemoryStream stream = MemoryStream.withRoomFor(2);
        Delivery delivery = Delivery.start(stream, reports(4));
        stream.acknowledge(1);

        Delivery.Outcome outcome = delivery.outcome(Duration.ofMillis(1)).join();

        assertThat(outcome).isEqualTo(new Delivery.Outcome(1, List.of(2, 3, 4), true));
        // Line 4 was told to be not safe: it must not be written behind the client's back much later.
        stream.acknowledge(10);
        assertThat(stream.records()).containsExactly("1", "2", "3");
    }

    @Test
    void saysWhichLinesFailed() {
        MemoryStream stream = MemoryStream.withRoomFor(2);
        CompletableFuture<Delivery.Outcome> outcome =
                Delivery.start(stream, reports(4)).outcome(LONG);
        stream.acknowledge(1);

        stream.close();

        assertThat(outcome).isCompletedWithValue(new Delivery.Outcome(1, List.of(2, 3, 4), false));
    }

    private static List<WireReport> reports(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new WireReport(i, "Shadowfax", String.valueOf(i).getBytes()))
                .toList();
    }
}
