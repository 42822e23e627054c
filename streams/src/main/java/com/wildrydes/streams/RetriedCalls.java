package com.wildrydes.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls that must succeed: many at once, and each again, whatever its failure, for as long as it takes.
 *
 * <p>A call that waits for its retry keeps its place among those in flight, so a service that throttles or is gone slows the
 * reading down instead of filling the memory. Every failure is counted by {@code wildrydes.NAME.retries}, and told in the log
 * once in ten seconds; {@code wildrydes.NAME.in.flight} shows the places taken. Thread-safe.
 */
public final class RetriedCalls implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RetriedCalls.class);

    private final String name;
    private final int atOnce;
    private final Semaphore places;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final MeterRegistry meters;
    private final NowAndThen warning = new NowAndThen(Duration.ofSeconds(10));
    private volatile boolean closed;

    /**
     * @param name what the calls are about, in the plural; part of the metrics' names
     * @param atOnce how many calls may be in flight
     * @param random thread-safe, as {@link java.util.Random} is
     */
    public RetriedCalls(String name, int atOnce, Backoff backoff, RandomGenerator random, MeterRegistry meters) {
        this.name = name;
        this.atOnce = atOnce;
        this.places = new Semaphore(atOnce);
        this.backoff = backoff;
        this.random = random;
        this.meters = meters;
        meters.gauge("wildrydes." + name + ".in.flight", places, p -> atOnce - p.availablePermits());
    }

    /**
     * Begins a call; blocks while as many are in flight as may be.
     *
     * @param attempt called once for every attempt, one at a time
     * @return completes as the first attempt that succeeds; fails only when this object is closed before
     */
    public <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> attempt) throws InterruptedException {
        places.acquire();
        CompletableFuture<T> result = new CompletableFuture<>();
        attempt(attempt, 1, result);
        return result;
    }

    private <T> void attempt(Supplier<CompletableFuture<T>> attempt, int number, CompletableFuture<T> result) {
        if (closed) {
            places.release();
            result.completeExceptionally(new CancellationException("A call for " + name + " was given up at a stop"));
            return;
        }
        CompletableFuture<T> outcome;
        try {
            outcome = attempt.get();
        } catch (RuntimeException e) {
            outcome = CompletableFuture.failedFuture(e);
        }
        outcome.whenComplete((value, failure) -> {
            if (failure == null) {
                places.release();
                result.complete(value);
            } else {
                retryLater(attempt, number, result, failure);
            }
        });
    }

    private <T> void retryLater(
            Supplier<CompletableFuture<T>> attempt, int failures, CompletableFuture<T> result, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        meters.counter(
                        "wildrydes." + name + ".retries",
                        "reason",
                        cause.getClass().getSimpleName())
                .increment();
        warnNowAndThen(failures, cause);
        CompletableFuture.delayedExecutor(backoff.delay(failures, random).toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> attempt(attempt, failures + 1, result));
    }

    private void warnNowAndThen(int failures, Throwable cause) {
        if (warning.isTime()) {
            log.warn(
                    "Every call for {} must succeed, but one failed {} times in a row; it is tried again, {} of {} are in"
                            + " flight: {}",
                    name,
                    failures,
                    atOnce - places.availablePermits(),
                    atOnce,
                    cause.toString());
        }
    }

    /** What waits for a retry fails; nothing is tried again. */
    @Override
    public void close() {
        closed = true;
    }
}
