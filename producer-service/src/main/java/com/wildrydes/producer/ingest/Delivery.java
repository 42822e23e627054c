package com.wildrydes.producer.ingest;

import com.wildrydes.streams.StreamWriter;
import com.wildrydes.streams.StreamWriter.Acknowledgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sees the reports of one request into the stream, in their order, without holding a thread.
 *
 * <p>The request is taken when its first report finds room in the writer's queue. From then on the queue may fill up: the rest
 * waits here and goes on whenever a report is acknowledged, which is when there is room again. So a client never has to find out
 * which part of a batch was refused. Thread-safe.
 */
final class Delivery {

    /** Tries again after this when none of its own reports is on the way, whose acknowledgement would tell of room. */
    private static final long RETRY_MILLIS = 20;

    private final StreamWriter writer;
    private final List<WireReport> reports;
    private final CompletableFuture<@Nullable Void> settled = new CompletableFuture<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger onTheWay = new AtomicInteger();
    private final BitSet acknowledged = new BitSet();
    private int settledCount;
    private volatile int next;
    private volatile boolean abandoned;

    private Delivery(StreamWriter writer, List<WireReport> reports) {
        this.writer = writer;
        this.reports = reports;
    }

    /**
     * Starts to write at least one report.
     *
     * @throws NoRoomException when the queue has no room for the first; nothing was written then
     */
    static Delivery start(StreamWriter writer, List<WireReport> reports) {
        Delivery delivery = new Delivery(writer, reports);
        // Held like a call, so that no acknowledgement starts a second loop, nor a retry before the first report is in.
        delivery.calls.incrementAndGet();
        if (!delivery.offerNext()) {
            throw new NoRoomException();
        }
        delivery.loop();
        return delivery;
    }

    /**
     * @return completes normally once every report is acknowledged or has failed, or after the timeout, with what was
     *     acknowledged until then; reports that have not been queued by then never will be
     */
    CompletableFuture<Outcome> outcome(Duration timeout) {
        return settled.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).handle((done, timedOut) -> {
            abandoned = true;
            return outcome(timedOut != null);
        });
    }

    private void goOn() {
        if (calls.getAndIncrement() == 0) {
            loop();
        }
    }

    private void loop() {
        int seen;
        do {
            seen = calls.get();
            boolean room = true;
            while (room && next < reports.size() && !abandoned) {
                room = offerNext();
            }
            if (!room && onTheWay.get() == 0) {
                CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(this::goOn);
            }
        } while (calls.addAndGet(-seen) != 0);
    }

    private boolean offerNext() {
        int index = next;
        WireReport report = reports.get(index);
        onTheWay.incrementAndGet();
        Optional<CompletableFuture<Acknowledgement>> written = offered(report);
        if (written.isEmpty()) {
            onTheWay.decrementAndGet();
            return false;
        }
        next = index + 1;
        written.get().whenComplete((acknowledgement, failure) -> settle(index, failure == null));
        return true;
    }

    private Optional<CompletableFuture<Acknowledgement>> offered(WireReport report) {
        try {
            return writer.offer(report.name(), report.data());
        } catch (RuntimeException e) {
            // A writer that is closed, say. It must not end the loop, which may run in the writer's own thread.
            return Optional.of(CompletableFuture.failedFuture(e));
        }
    }

    private void settle(int index, boolean success) {
        boolean all;
        synchronized (this) {
            if (success) {
                acknowledged.set(index);
            }
            settledCount++;
            all = settledCount == reports.size();
        }
        onTheWay.decrementAndGet();
        if (all) {
            settled.complete(null);
        } else if (next < reports.size()) {
            goOn();
        }
    }

    private synchronized Outcome outcome(boolean timedOut) {
        List<Integer> open = new ArrayList<>();
        for (int i = acknowledged.nextClearBit(0); i < reports.size(); i = acknowledged.nextClearBit(i + 1)) {
            open.add(reports.get(i).line());
        }
        return new Outcome(acknowledged.cardinality(), open, timedOut);
    }

    /**
     * @param acknowledged how many reports are safe
     * @param openLines the lines of those that may or may not reach the stream
     * @param timedOut whether they were still on their way when the time was up
     */
    record Outcome(int acknowledged, List<Integer> openLines, boolean timedOut) {}
}
