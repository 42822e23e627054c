package com.wildrydes.persister;

import com.wildrydes.streams.Backoff;
import com.wildrydes.telemetry.MinuteSummary;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes many summaries at once and each for as long as it takes: whatever the store's failure, it is tried again, because a
 * summary that is given up is lost. A summary that waits for its retry keeps its place among those in flight, so a store
 * that is throttled or gone slows the reading down instead of filling the memory. Thread-safe.
 */
final class SummaryWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SummaryWriter.class);
    private static final long LOG_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final SummaryStore store;
    private final Semaphore places;
    private final int inFlight;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final MeterRegistry meters;
    private final Counter written;
    private final Counter outdated;
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_EVERY_NANOS);
    private volatile boolean closed;

    /** @param random thread-safe, as {@link java.util.Random} is */
    SummaryWriter(SummaryStore store, int inFlight, Backoff backoff, RandomGenerator random, MeterRegistry meters) {
        this.store = store;
        this.places = new Semaphore(inFlight);
        this.inFlight = inFlight;
        this.backoff = backoff;
        this.random = random;
        this.meters = meters;
        this.written = meters.counter("wildrydes.summaries", "outcome", "written");
        this.outdated = meters.counter("wildrydes.summaries", "outcome", "outdated");
        meters.gauge("wildrydes.summaries.in.flight", places, p -> inFlight - p.availablePermits());
    }

    /**
     * Begins to write; blocks while as many are in flight as may be.
     *
     * @return completes when the summary, or one with more samples, is kept; fails only when the writer is closed before
     */
    CompletableFuture<Void> write(MinuteSummary summary) throws InterruptedException {
        places.acquire();
        CompletableFuture<Void> safe = new CompletableFuture<>();
        attempt(summary, 1, safe);
        return safe;
    }

    private void attempt(MinuteSummary summary, int number, CompletableFuture<Void> safe) {
        if (closed) {
            places.release();
            safe.completeExceptionally(new CancellationException("The writer was closed before " + summary.name()
                    + "'s summary of " + summary.windowStart() + " was safe"));
            return;
        }
        CompletableFuture<SummaryStore.Outcome> outcome;
        try {
            outcome = store.put(summary);
        } catch (RuntimeException e) {
            outcome = CompletableFuture.failedFuture(e);
        }
        outcome.whenComplete((result, failure) -> {
            if (failure != null) {
                retryLater(summary, number, safe, failure);
                return;
            }
            (result == SummaryStore.Outcome.WRITTEN ? written : outdated).increment();
            places.release();
            safe.complete(null);
        });
    }

    private void retryLater(MinuteSummary summary, int failures, CompletableFuture<Void> safe, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        meters.counter("wildrydes.summaries.retries", "reason", cause.getClass().getSimpleName())
                .increment();
        warnNowAndThen(failures, cause);
        CompletableFuture.delayedExecutor(backoff.delay(failures, random).toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> attempt(summary, failures + 1, safe));
    }

    private void warnNowAndThen(int failures, Throwable cause) {
        long last = lastLogged.get();
        long now = System.nanoTime();
        if (now - last >= LOG_EVERY_NANOS && lastLogged.compareAndSet(last, now)) {
            log.warn(
                    "DynamoDB must take every summary, but {} in flight wait and one failed for the {}. time: {}",
                    inFlight - places.availablePermits(),
                    failures,
                    cause.toString());
        }
    }

    /** What waits for a retry fails; nothing is tried again. */
    @Override
    public void close() {
        closed = true;
    }
}
