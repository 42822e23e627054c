package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;

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
class RetriedCallsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void completesAsTheCallDoes() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();

        CompletableFuture<String> result = calls(1).call(() -> answer);
        assertThat(result).isNotDone();

        answer.complete("kept");
        assertThat(result).isCompletedWithValue("kept");
        assertThat(meters.get("wildrydes.rows.in.flight").gauge().value()).isZero();
    }

    @Test
    void callsAgainUntilItSucceedsWhateverTheFailure() throws Exception {
        Queue<CompletableFuture<String>> answers = new ConcurrentLinkedQueue<>(List.of(
                CompletableFuture.failedFuture(new IllegalStateException("throttled")),
                CompletableFuture.failedFuture(new CompletionException(new IllegalStateException("gone"))),
                CompletableFuture.failedFuture(new IllegalArgumentException("refused")),
                CompletableFuture.completedFuture("kept")));

        assertThat(calls(1).call(answers::remove).get(10, TimeUnit.SECONDS)).isEqualTo("kept");

        assertThat(answers).isEmpty();
        assertThat(retries("IllegalStateException")).isEqualTo(2);
        assertThat(retries("IllegalArgumentException")).isOne();
    }

    @Test
    void callsAgainWhenTheCallThrows() throws Exception {
        Queue<Boolean> throwing = new ConcurrentLinkedQueue<>(List.of(true));

        CompletableFuture<String> result = calls(1).call(() -> {
            if (throwing.poll() != null) {
                throw new IllegalStateException("no connection");
            }
            return CompletableFuture.completedFuture("kept");
        });

        assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("kept");
    }

    @Test
    void blocksWhenAsManyAreInFlightAsMayBe() throws Exception {
        RetriedCalls calls = calls(2);
        LinkedBlockingQueue<CompletableFuture<String>> inFlight = new LinkedBlockingQueue<>();
        calls.call(() -> begun(inFlight));
        calls.call(() -> begun(inFlight));
        assertThat(meters.get("wildrydes.rows.in.flight").gauge().value()).isEqualTo(2);

        Thread third = new Thread(() -> {
            try {
                calls.call(() -> begun(inFlight));
            } catch (InterruptedException e) {
                // The assertions below see that no call was made.
            }
        });
        third.start();
        while (third.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(inFlight).hasSize(2);

        inFlight.take().complete("kept");
        third.join();
        assertThat(inFlight).hasSize(2);
    }

    @Test
    void givesUpWhatWaitsWhenItIsClosed() throws Exception {
        RetriedCalls calls = calls(1);
        CompletableFuture<String> result =
                calls.call(() -> CompletableFuture.failedFuture(new IllegalStateException("throttled")));

        calls.close();

        // Read by handle(): from Java 23 on, get() wraps a cancellation in another.
        assertThat(result.<Throwable>handle((value, failure) -> failure).get(10, TimeUnit.SECONDS))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("rows");
        assertThat(calls.call(() -> CompletableFuture.completedFuture("late"))).isCompletedExceptionally();
    }

    private static CompletableFuture<String> begun(Queue<CompletableFuture<String>> inFlight) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        inFlight.add(answer);
        return answer;
    }

    private double retries(String reason) {
        return meters.counter("wildrydes.rows.retries", "reason", reason).count();
    }

    private RetriedCalls calls(int atOnce) {
        return new RetriedCalls(
                "rows", atOnce, new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)), new Random(1), meters);
    }
}
