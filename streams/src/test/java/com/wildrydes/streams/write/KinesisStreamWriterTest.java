package com.wildrydes.streams.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.StreamWriter.Acknowledgement;
import com.wildrydes.streams.StreamsProperties.Writing;
import com.wildrydes.streams.write.ScriptedKinesis.Answer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

@Timeout(30)
class KinesisStreamWriterTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        gate.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void tellsWhereKinesisPutTheRecord() throws Exception {
        KinesisStreamWriter writer = open(new ScriptedKinesis(entry -> Answer.TAKEN), 1_000_000);

        assertThat(writer.write("Shadowfax", bytes("1")).get())
                .isEqualTo(new Acknowledgement("shardId-000000000000", "1"));
    }

    @RepeatedTest(20)
    void keepsTheOrderOfEveryKeyWhateverFails(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        ScriptedKinesis kinesis = new ScriptedKinesis(entry -> {
            int dice = random.nextInt(100);
            return dice < 20 ? Answer.THROTTLED : dice < 21 ? Answer.UNAVAILABLE : Answer.TAKEN;
        });
        KinesisStreamWriter writer = open(kinesis, 1_000_000);
        Map<String, List<String>> written = new HashMap<>();

        List<CompletableFuture<Acknowledgement>> futures = new ArrayList<>();
        Random keys = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 300; i++) {
            String key = "key" + keys.nextInt(40);
            written.computeIfAbsent(key, k -> new ArrayList<>()).add(String.valueOf(i));
            futures.add(writer.write(key, bytes(String.valueOf(i))));
        }
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get();

        Map<String, List<String>> taken = new HashMap<>();
        for (PutRecordsRequestEntry entry : kinesis.taken()) {
            taken.computeIfAbsent(entry.partitionKey(), k -> new ArrayList<>())
                    .add(entry.data().asUtf8String());
        }
        assertThat(taken).isEqualTo(written);
        for (PutRecordsRequest request : kinesis.requests()) {
            assertThat(request.records().stream().map(PutRecordsRequestEntry::partitionKey))
                    .doesNotHaveDuplicates();
        }
        assertThat(futures.stream().map(future -> future.join().sequenceNumber()))
                .doesNotHaveDuplicates();
    }

    @Test
    void sendsAgainOnlyWhatFailed() throws Exception {
        Map<String, Integer> attempts = new HashMap<>();
        ScriptedKinesis kinesis = new ScriptedKinesis(entry -> {
            int attempt = attempts.merge(entry.partitionKey(), 1, Integer::sum);
            return entry.partitionKey().equals("b") && attempt < 3 ? Answer.THROTTLED : Answer.TAKEN;
        });
        KinesisStreamWriter writer = open(kinesis, 1_000_000);

        CompletableFuture.allOf(
                        writer.write("a", bytes("1")), writer.write("b", bytes("2")), writer.write("c", bytes("3")))
                .get();

        assertThat(attempts).isEqualTo(Map.of("a", 1, "b", 3, "c", 1));
        assertThat(registry.counter(
                                "wildrydes.write.retries",
                                "stream",
                                "wildrydes",
                                "reason",
                                "ProvisionedThroughputExceededException")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void failsTheOneRecordThatMakesARequestInvalid() throws Exception {
        KinesisStreamWriter writer = open(
                new ScriptedKinesis(entry -> entry.partitionKey().equals("bad") ? Answer.INVALID : Answer.TAKEN),
                1_000_000);

        CompletableFuture<Acknowledgement> good = writer.write("good", bytes("1"));
        CompletableFuture<Acknowledgement> bad = writer.write("bad", bytes("2"));
        CompletableFuture<Acknowledgement> alsoGood = writer.write("also-good", bytes("3"));

        assertThat(good.get()).isNotNull();
        assertThat(alsoGood.get()).isNotNull();
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(KinesisException.class);
        assertThat(writer.write("bad-no-more", bytes("4")).get()).isNotNull();
    }

    @Test
    void refusesWhatKinesisWouldNeverTake() throws Exception {
        KinesisStreamWriter writer = open(new ScriptedKinesis(entry -> Answer.TAKEN), 10_000_000);

        int most = KinesisStreamWriter.MAX_RECORD_BYTES - 1;
        assertThat(writer.write("k", new byte[most]).get()).isNotNull();
        assertThat(writer.write("k", new byte[most + 1])).failsWithin(Duration.ZERO);
        assertThat(writer.write("", bytes("1"))).failsWithin(Duration.ZERO);
        assertThat(writer.write("k".repeat(257), bytes("1"))).failsWithin(Duration.ZERO);
        assertThat(writer.offer("", bytes("1")))
                .get()
                .extracting(CompletableFuture::isCompletedExceptionally)
                .isEqualTo(true);
    }

    @Test
    void refusesAnOfferWhileTheQueueIsFullAndTakesItAgainAfterwards() throws Exception {
        ScriptedKinesis kinesis = new ScriptedKinesis(entry -> {
            awaitGate();
            return Answer.TAKEN;
        });
        KinesisStreamWriter writer = open(kinesis, 100);

        Optional<CompletableFuture<Acknowledgement>> first = writer.offer("a", new byte[60]);
        assertThat(first).isPresent();
        assertThat(writer.offer("b", new byte[60])).isEmpty();
        assertThat(writer.queuedBytes()).isEqualTo(61);

        gate.countDown();
        first.get().get();

        assertThat(writer.offer("b", new byte[60])).isPresent();
    }

    @Test
    void blocksAWriteWhileTheQueueIsFull() throws Exception {
        ScriptedKinesis kinesis = new ScriptedKinesis(entry -> {
            awaitGate();
            return Answer.TAKEN;
        });
        KinesisStreamWriter writer = open(kinesis, 100);
        writer.write("a", new byte[60]);
        CompletableFuture<Acknowledgement> second = new CompletableFuture<>();
        Thread blocked = new Thread(() -> {
            try {
                second.complete(writer.write("b", new byte[60]).get());
            } catch (InterruptedException | ExecutionException e) {
                second.completeExceptionally(e);
            }
        });
        blocked.start();
        while (blocked.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(writer.queuedBytes()).isEqualTo(61);

        gate.countDown();

        assertThat(second.get()).isNotNull();
    }

    @Test
    void takesARecordThatIsLargerThanAnEmptyQueue() throws Exception {
        KinesisStreamWriter writer = open(new ScriptedKinesis(entry -> Answer.TAKEN), 100);

        assertThat(writer.write("a", new byte[1_000]).get()).isNotNull();
    }

    @Test
    void writesWhatIsQueuedBeforeItCloses() throws Exception {
        KinesisStreamWriter writer = open(new ScriptedKinesis(entry -> Answer.TAKEN), 1_000_000);
        List<CompletableFuture<Acknowledgement>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            futures.add(writer.write("key", bytes("" + i)));
        }

        writer.close();

        assertThat(futures).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void failsWhatCouldNotBeWrittenBeforeItClosed() throws Exception {
        KinesisStreamWriter writer = open(new ScriptedKinesis(entry -> Answer.THROTTLED), 1_000_000);
        CompletableFuture<Acknowledgement> never = writer.write("a", bytes("1"));

        writer.close();

        assertThatThrownBy(never::get).hasRootCauseMessage("The writer to wildrydes must be open, but was closed");
        assertThat(writer.write("a", bytes("2"))).isCompletedExceptionally();
        assertThat(writer.queuedBytes()).isZero();
    }

    private void awaitGate() {
        try {
            gate.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KinesisStreamWriter open(ScriptedKinesis kinesis, long queueBytes) {
        Writing settings = new Writing(
                Duration.ofMillis(2),
                DataSize.ofBytes(queueBytes),
                4,
                Duration.ofSeconds(10),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(500));
        KinesisStreamWriter writer =
                new KinesisStreamWriter("wildrydes", kinesis, settings, new WriterMetrics(registry, "wildrydes"));
        writer.start();
        opened.add(writer);
        opened.add(kinesis);
        return writer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
