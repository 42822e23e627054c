package com.wildrydes.systemtests.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Offers the reports of {@link ReportNumbers} when they are due, whether or not earlier ones were answered: requests of one size,
 * over connections that are kept, each of the lanes at most one at a time. When all lanes wait it falls behind, which is
 * measured, and what it measures counts from when a report was due. A request that is refused or not answered is sent again, as a
 * device would.
 */
final class Loader implements AutoCloseable {

    private static final int LANES = 64;
    private static final int REQUESTS_A_SECOND = 50;
    private static final int MOST_REPORTS_A_REQUEST = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** What was not sent by so long after its time is not sent any more: the run is to end. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** A request that is not accepted by so long after the end of the load is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI telemetry;
    private final ReportNumbers numbers;
    private final int batchSize;
    private final long startNanos;
    private final int firstMeasured;
    private final LoadCount count;
    private final AcceptTimes acceptTimes;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Thread> lanes = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refusedRequests = new AtomicLong();
    private final AtomicLong unansweredRequests = new AtomicLong();
    private final AtomicLong givenUp = new AtomicLong();
    private final AtomicLong lateNanos = new AtomicLong();
    private final Latencies dueToAccepted = new Latencies();
    private final Set<String> surprises = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * @param startNanos when report 0 is due, by {@link System#nanoTime}
     * @param firstMeasured the reports before it count, but not for latencies
     */
    Loader(URI telemetry, ReportNumbers numbers, long startNanos, int firstMeasured, LoadCount count) {
        this.telemetry = telemetry;
        this.numbers = numbers;
        this.startNanos = startNanos;
        this.firstMeasured = firstMeasured;
        this.count = count;
        batchSize = Math.max(1, Math.min(MOST_REPORTS_A_REQUEST, numbers.rate() / REQUESTS_A_SECOND));
        acceptTimes = new AcceptTimes(numbers.total(), batchSize);
        for (int lane = 0; lane < LANES; lane++) {
            Thread thread = new Thread(this::run, "load-" + lane);
            thread.setDaemon(true);
            lanes.add(thread);
        }
    }

    void start() {
        lanes.forEach(Thread::start);
    }

    private void run() {
        ReportLines lines = new ReportLines(numbers);
        while (!stopping) {
            int batch = next.getAndIncrement();
            if (batch >= acceptTimes.batches()) {
                return;
            }
            int from = batch * batchSize;
            int to = Math.min(numbers.total(), from + batchSize);
            // A request leaves when the last of its reports is due.
            long due = startNanos + numbers.nanosAfterStart(to - 1);
            awaitNanos(due);
            long late = System.nanoTime() - due;
            lateNanos.set(Math.max(0, late));
            if (stopping || System.nanoTime() > endNanos() + GRACE.toNanos()) {
                return;
            }
            offered.addAndGet(to - from);
            deliver(batch, from, to, lines.write(from, to));
        }
    }

    private long endNanos() {
        return startNanos + numbers.nanosAfterStart(numbers.total());
    }

    private void awaitNanos(long time) {
        for (long left = time - System.nanoTime(); left > 0 && !stopping; left = time - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, PAUSE.toNanos()));
        }
    }

    private void deliver(int batch, int from, int to, byte[] body) {
        while (!stopping) {
            switch (post(body, to - from)) {
                case ACCEPTED -> {
                    long now = System.nanoTime();
                    acceptTimes.accepted(batch, now);
                    count.accepted(from, to);
                    accepted.addAndGet(to - from);
                    for (int number = Math.max(from, firstMeasured); number < to; number++) {
                        dueToAccepted.add(now - startNanos - numbers.nanosAfterStart(number));
                    }
                    return;
                }
                case REFUSED -> refusedRequests.incrementAndGet();
                case UNANSWERED -> {
                    unansweredRequests.incrementAndGet();
                    count.unsure(from, to);
                }
            }
            if (System.nanoTime() > endNanos() + PATIENCE.toNanos()) {
                break;
            }
            awaitNanos(System.nanoTime() + PAUSE.toNanos());
        }
        givenUp.addAndGet(to - from);
    }

    private enum Outcome {
        ACCEPTED,
        REFUSED,
        UNANSWERED
    }

    private Outcome post(byte[] body, int reports) {
        HttpRequest request = HttpRequest.newBuilder(telemetry)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status == 202) {
                if (!answer.body().startsWith("{\"accepted\":" + reports + ",")) {
                    surprises.add(
                            "202 for " + reports + " valid reports must accept them all, but was " + answer.body());
                }
                return Outcome.ACCEPTED;
            }
            if (status == 429) {
                return Outcome.REFUSED;
            }
            if (status < 500) {
                surprises.add("Valid reports must be answered with 202, 429 or 5xx, but were with " + status + ": "
                        + answer.body());
            }
            return Outcome.UNANSWERED;
        } catch (java.net.ConnectException e) {
            return Outcome.REFUSED;
        } catch (IOException e) {
            return Outcome.UNANSWERED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.UNANSWERED;
        }
    }

    /** Waits until everything is accepted or given up. */
    void awaitEnd() {
        long latest = endNanos() + PATIENCE.plus(TIMEOUT).plus(PAUSE).toNanos();
        for (Thread lane : lanes) {
            try {
                lane.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(latest - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        lanes.forEach(LockSupport::unpark);
    }

    AcceptTimes acceptTimes() {
        return acceptTimes;
    }

    /** Reports that were sent, each counted once. */
    long offered() {
        return offered.get();
    }

    long accepted() {
        return accepted.get();
    }

    /** Reports that were sent, again and again, and never accepted. */
    long givenUp() {
        return givenUp.get();
    }

    /** Requests that were answered with 429 or found nobody listening. */
    long refusedRequests() {
        return refusedRequests.get();
    }

    /** Requests that broke off or were answered with 5xx. */
    long unansweredRequests() {
        return unansweredRequests.get();
    }

    /** How late the last request left, or by how much the one is late that waits for a lane. */
    double secondsLate() {
        int batch = next.get();
        long waiting = batch < acceptTimes.batches() && !stopping
                ? System.nanoTime() - startNanos - numbers.nanosAfterStart(batch * batchSize)
                : 0;
        return Math.max(0, Math.max(lateNanos.get(), waiting)) / 1e9;
    }

    Latencies dueToAccepted() {
        return dueToAccepted;
    }

    /** Answers that must not be. */
    Set<String> surprises() {
        return Set.copyOf(surprises);
    }
}
