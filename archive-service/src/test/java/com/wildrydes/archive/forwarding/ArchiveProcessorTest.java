package com.wildrydes.archive.forwarding;

import static com.wildrydes.archive.forwarding.Records.ARRIVAL;
import static com.wildrydes.archive.forwarding.Records.REPORT;
import static com.wildrydes.archive.forwarding.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.Latency;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ArchiveProcessorTest {

    private record Call(List<byte[]> records, CompletableFuture<List<Boolean>> answer) {

        void accept() {
            answer.complete(Collections.nCopies(records.size(), true));
        }

        String text() {
            StringBuilder text = new StringBuilder();
            records.forEach(bytes -> text.append(new String(bytes, StandardCharsets.UTF_8)));
            return text.toString();
        }
    }

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Map<Position, CompletableFuture<Void>> deadLetters = new LinkedHashMap<>();
    private final List<Position> checkpoints = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ArchiveProcessor processor = processor(4);

    private ArchiveProcessor processor(int atOnce) {
        return new ArchiveProcessor(
                new ShardId("wildrydes", "shard-0"),
                new Forwarder(
                        records -> {
                            Call call = new Call(records, new CompletableFuture<>());
                            calls.add(call);
                            return call.answer;
                        },
                        new RetriedCalls(
                                "archive.calls",
                                atOnce,
                                new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
                                new Random(1),
                                meters)),
                (shard, record, code, detail) ->
                        deadLetters.computeIfAbsent(record.position(), position -> new CompletableFuture<>()),
                new Latency("archive", meters, Clock.systemUTC()),
                meters);
    }

    @Test
    void waitsForTheTickToSendWhatCameTogether() throws Exception {
        processor.process(List.of(record(1, REPORT + '}')), checkpoints::add);
        processor.process(List.of(record(2, REPORT + '}')), checkpoints::add);
        assertThat(calls).isEmpty();

        processor.tick(ARRIVAL);

        Call call = calls.remove();
        assertThat(call.records).hasSize(1);
        assertThat(call.text().lines()).hasSize(2);
    }

    @Test
    void checkpointsOnlyWhatFirehoseHasAccepted() throws Exception {
        processor.process(List.of(record(1, REPORT + '}'), record(2, REPORT + '}')), checkpoints::add);
        processor.tick(ARRIVAL);
        processor.tick(ARRIVAL);
        assertThat(checkpoints).isEmpty();

        calls.remove().accept();
        processor.tick(ARRIVAL);
        assertThat(checkpoints).containsExactly(Position.of("2"));
        assertThat(meters.counter("wildrydes.archive.records", "outcome", "archived")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void checkpointsNoLaterCallBeforeAnEarlierOne() throws Exception {
        processor.process(List.of(record(1, REPORT + '}')), checkpoints::add);
        processor.tick(ARRIVAL);
        processor.process(List.of(record(2, REPORT + '}')), checkpoints::add);
        processor.tick(ARRIVAL);
        Call first = calls.remove();
        Call second = calls.remove();

        second.accept();
        processor.tick(ARRIVAL);
        assertThat(checkpoints).isEmpty();

        first.accept();
        processor.tick(ARRIVAL);
        assertThat(checkpoints).containsExactly(Position.of("2"));
    }

    @Test
    void sendsOnlyTheRejectedRecordsAgain() throws Exception {
        byte[] large = ("{\"a\":\"" + "x".repeat(300_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        processor.process(List.of(record(1, large), record(2, large), record(3, large)), checkpoints::add);
        processor.tick(ARRIVAL);
        Call first = calls.remove();
        assertThat(first.records).hasSize(3);

        first.answer.complete(List.of(true, false, true));
        Call second = taken();
        assertThat(second.records).containsExactly(first.records.get(1));
        second.answer.completeExceptionally(new IllegalStateException("throttled"));
        Call third = taken();
        assertThat(third.records).containsExactly(first.records.get(1));
        processor.tick(ARRIVAL);
        assertThat(checkpoints).isEmpty();

        third.accept();
        // Waits, because the retry goes on in a thread of its own.
        processor.shardEnded();
        assertThat(checkpoints).containsExactly(Position.of("3"));
        assertThat(meters.counter("wildrydes.archive.calls.retries", "reason", "RecordsRejectedException")
                        .count())
                .isOne();
    }

    @Test
    void sendsAFullCallWithoutWaitingForTheTick() throws Exception {
        byte[] large = ("{\"a\":\"" + "x".repeat(500_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        processor.process(
                IntStream.rangeClosed(1, 3).mapToObj(i -> record(i, large)).toList(), checkpoints::add);

        assertThat(calls).hasSize(1);
        calls.remove().accept();
        processor.tick(ARRIVAL);
        assertThat(checkpoints).containsExactly(Position.of("2"));
        calls.remove().accept();
        processor.tick(ARRIVAL);
        assertThat(checkpoints).containsExactly(Position.of("2"), Position.of("3"));
    }

    @Test
    void leavesOutWhatIsNoObjectBecauseTheAggregatorDeadLettersIt() throws Exception {
        processor.process(List.of(record(1, "hello"), record(2, "[1]"), record(3, "")), checkpoints::add);
        processor.tick(ARRIVAL);

        assertThat(calls).isEmpty();
        assertThat(deadLetters).isEmpty();
        assertThat(checkpoints).containsExactly(Position.of("3"));
        assertThat(meters.counter("wildrydes.archive.records", "outcome", "skipped")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void deadLettersAValidReportThatNoLineCanHold() throws Exception {
        byte[] tooLong = (REPORT + ",\"Note\":\"" + "x".repeat(LineBatch.MAX_LINE_BYTES) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] utf16 = (REPORT + '}').getBytes(StandardCharsets.UTF_16BE);
        processor.process(List.of(record(1, tooLong), record(2, utf16), record(3, REPORT + '}')), checkpoints::add);
        processor.tick(ARRIVAL);
        calls.remove().accept();
        processor.tick(ARRIVAL);
        assertThat(deadLetters.keySet()).containsExactly(Position.of("1"), Position.of("2"));
        assertThat(checkpoints).isEmpty();

        deadLetters.values().forEach(letter -> letter.complete(null));
        processor.tick(ARRIVAL);
        assertThat(checkpoints).containsExactly(Position.of("3"));
    }

    @Test
    void takesARecordThatIsDeliveredAgainOnce() throws Exception {
        List<StreamRecord> records = List.of(record(1, REPORT + '}'), record(2, REPORT + '}'));
        processor.process(records, checkpoints::add);
        processor.process(records, checkpoints::add);
        processor.tick(ARRIVAL);

        assertThat(calls.remove().text().lines()).hasSize(2);
    }

    @Test
    void checkpointsNothingPastLinesThatAStopInterrupted() throws Exception {
        ArchiveProcessor narrow = processor(1);
        narrow.process(List.of(record(1, REPORT + '}')), checkpoints::add);
        narrow.tick(ARRIVAL);
        narrow.process(List.of(record(2, REPORT + '}')), checkpoints::add);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> narrow.tick(ARRIVAL)).isInstanceOf(InterruptedException.class);

        calls.remove().accept();
        narrow.tick(ARRIVAL);
        assertThat(checkpoints).containsExactly(Position.of("1"));
        assertThatThrownBy(() -> narrow.tick(ARRIVAL)).isInstanceOf(IllegalStateException.class);
        assertThat(checkpoints).containsExactly(Position.of("1"));
    }

    @Test
    void sendsAndAwaitsEverythingWhenTheShardEnds() throws Exception {
        processor.process(List.of(record(1, REPORT + '}')), checkpoints::add);
        Thread accepts = new Thread(() -> {
            try {
                calls.take().accept();
            } catch (InterruptedException e) {
                // The test ends by its time limit.
            }
        });
        accepts.start();

        processor.shardEnded();

        assertThat(checkpoints).containsExactly(Position.of("1"));
        accepts.join();
    }

    private Call taken() throws InterruptedException {
        Call call = calls.poll(10, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        return Objects.requireNonNull(call);
    }
}
