package com.wildrydes.persister;

import static com.wildrydes.persister.Summaries.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.persister.SummaryStore.Outcome;
import com.wildrydes.streams.Backoff;
import com.wildrydes.telemetry.MinuteSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SummaryWriterTest {

    private static final MinuteSummary SUMMARY = Summaries.of("Shadowfax", MINUTE, 60);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void isSafeWhenTheStoreHasTakenIt() throws Exception {
        CompletableFuture<Outcome> stored = new CompletableFuture<>();
        SummaryWriter writer = writer(summary -> stored, 1);

        CompletableFuture<Void> safe = writer.write(SUMMARY);
        assertThat(safe).isNotDone();

        stored.complete(Outcome.WRITTEN);
        assertThat(safe).isCompleted();
        assertThat(meters.counter("wildrydes.summaries", "outcome", "written").count())
                .isOne();
    }

    @Test
    void isSafeWhenMoreSamplesAreKept() throws Exception {
        SummaryWriter writer = writer(summary -> CompletableFuture.completedFuture(Outcome.OUTDATED), 1);

        assertThat(writer.write(SUMMARY)).isCompleted();
        assertThat(meters.counter("wildrydes.summaries", "outcome", "outdated").count())
                .isOne();
    }

    @Test
    void triesAgainUntilTheStoreTakesItWhateverTheFailure() throws Exception {
        Queue<CompletableFuture<Outcome>> answers = new ConcurrentLinkedQueue<>(List.of(
                CompletableFuture.failedFuture(new IllegalStateException("throttled")),
                CompletableFuture.failedFuture(new CompletionException(new IllegalStateException("gone"))),
                CompletableFuture.failedFuture(new IllegalArgumentException("refused")),
                CompletableFuture.completedFuture(Outcome.WRITTEN)));
        SummaryWriter writer = writer(summary -> answers.remove(), 1);

        writer.write(SUMMARY).get(10, TimeUnit.SECONDS);

        assertThat(answers).isEmpty();
        assertThat(meters.counter("wildrydes.summaries.retries", "reason", "IllegalStateException")
                        .count())
                .isEqualTo(2);
        assertThat(meters.counter("wildrydes.summaries.retries", "reason", "IllegalArgumentException")
                        .count())
                .isOne();
    }

    @Test
    void triesAgainWhenTheStoreThrows() throws Exception {
        Queue<Boolean> throwing = new ConcurrentLinkedQueue<>(List.of(true));
        SummaryWriter writer = writer(
                summary -> {
                    if (throwing.poll() != null) {
                        throw new IllegalStateException("no connection");
                    }
                    return CompletableFuture.completedFuture(Outcome.WRITTEN);
                },
                1);

        assertThat(writer.write(SUMMARY).thenApply(nothing -> "safe").get(10, TimeUnit.SECONDS))
                .isEqualTo("safe");
    }

    @Test
    void blocksWhenAsManyAreInFlightAsMayBe() throws Exception {
        LinkedBlockingQueue<CompletableFuture<Outcome>> inFlight = new LinkedBlockingQueue<>();
        SummaryWriter writer = writer(
                summary -> {
                    CompletableFuture<Outcome> answer = new CompletableFuture<>();
                    inFlight.add(answer);
                    return answer;
                },
                2);
        writer.write(SUMMARY);
        writer.write(SUMMARY);
        assertThat(meters.get("wildrydes.summaries.in.flight").gauge().value()).isEqualTo(2);

        Thread third = new Thread(() -> {
            try {
                writer.write(SUMMARY);
            } catch (InterruptedException e) {
                // The assertions below see that nothing was written.
            }
        });
        third.start();
        while (third.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(inFlight).hasSize(2);

        inFlight.take().complete(Outcome.WRITTEN);
        third.join();
        assertThat(inFlight).hasSize(2);
    }

    @Test
    void givesUpWhatWaitsWhenItIsClosed() throws Exception {
        SummaryWriter writer =
                writer(summary -> CompletableFuture.failedFuture(new IllegalStateException("throttled")), 1);
        CompletableFuture<Void> safe = writer.write(SUMMARY);

        writer.close();

        assertThatThrownBy(() -> safe.get(10, TimeUnit.SECONDS))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("Shadowfax");
        assertThatThrownBy(() -> writer.write(SUMMARY).get(10, TimeUnit.SECONDS))
                .isInstanceOf(CancellationException.class);
    }

    private SummaryWriter writer(SummaryStore store, int inFlight) {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));
        return new SummaryWriter(store, inFlight, backoff, new Random(1), meters);
    }
}
