package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.SummaryJson;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Writes the summaries of windows to their stream. Writing a window again writes what has more samples than was written
 * before; for whoever keeps summaries that is an update.
 */
final class SummaryEmission {

    private final StreamWriter summaries;
    private final WindowLength windows;
    private final AggregatorMetrics metrics;

    SummaryEmission(StreamWriter summaries, WindowLength windows, AggregatorMetrics metrics) {
        this.summaries = summaries;
        this.windows = windows;
        this.metrics = metrics;
    }

    /** Blocks only while the writer's queue is full. When interrupted, some are written and writing again writes the others. */
    void write(Window window) throws InterruptedException {
        for (Map.Entry<String, UnicornSum> entry : window.sums().entrySet()) {
            UnicornSum sum = entry.getValue();
            if (sum.isUnwritten()) {
                String name = entry.getKey();
                byte[] line = SummaryJson.write(sum.summary(name, windows.startOf(window.index())));
                window.unacknowledged().add(summaries.write(name, line));
                sum.markWritten();
                metrics.summaryEmitted();
            }
        }
    }

    /**
     * Whether all that was written of this window is acknowledged.
     *
     * @throws IllegalStateException when a write failed for good; the window then counts as not written at all
     */
    boolean isAcknowledged(Window window) throws InterruptedException {
        Deque<Future<?>> writes = window.unacknowledged();
        for (Future<?> write = writes.peek(); write != null; write = writes.peek()) {
            if (!write.isDone()) {
                return false;
            }
            join(window, write);
        }
        return true;
    }

    /**
     * Waits until all that was written of this window is acknowledged.
     *
     * @throws IllegalStateException as {@link #isAcknowledged}
     */
    void await(Window window) throws InterruptedException {
        Deque<Future<?>> writes = window.unacknowledged();
        for (Future<?> write = writes.peek(); write != null; write = writes.peek()) {
            join(window, write);
        }
    }

    /** @param write the window's first that is not known to be acknowledged */
    private void join(Window window, Future<?> write) throws InterruptedException {
        try {
            write.get();
            window.unacknowledged().remove();
        } catch (ExecutionException | CancellationException e) {
            window.unacknowledged().clear();
            window.sums().values().forEach(UnicornSum::markUnwritten);
            throw new IllegalStateException(
                    "Every summary of the window of " + windows.startOf(window.index())
                            + " must be acknowledged before its reports are checkpointed, but a write failed",
                    e);
        }
    }
}
