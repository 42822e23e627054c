package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.Checkpointer;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the windows of one shard. docs/exactness.md explains why no summary is lost or doubled.
 *
 * <p>The stream is the state: the checkpoint moves to the last record of a window that is over once its summaries are
 * acknowledged and the dead letters before it are safe, and not before; so whoever takes the shard next reads every window that
 * was open, or not acknowledged, from its first record again. Writing a summary is an update that may be repeated.
 *
 * <p>All state belongs to the thread that calls; acknowledgements are looked at, not called back.
 */
class ShardAggregator implements ShardProcessor {

    /** Windows that are over while their summaries are not acknowledged. One more makes the shard wait. */
    static final int MAX_UNACKNOWLEDGED = 2;

    static final String TOO_LATE = "too-late";

    /** A window that is over, and up to where the shard is safe once its summaries are. */
    private record Over(Window window, @Nullable Position safe) {}

    private final ShardId shard;
    private final boolean resumed;
    private final Inheritance inheritance;
    private final BiFunction<byte[], String, Report> parser;
    private final SummaryEmission emission;
    private final ShardDeadLetters deadLetters;
    private final ShardObserver observer;
    private final WindowLength length;
    private final Duration idleAfter;
    private final AggregatorMetrics.ShardGauges gauges;

    private @Nullable ShardWindows windows;
    private final Deque<Over> over = new ArrayDeque<>();
    private @Nullable Position last;
    private @Nullable Position safe;
    private @Nullable Position checkpointed;
    private @Nullable Checkpointer checkpointer;
    private boolean quiet;

    ShardAggregator(ShardId shard, boolean resumed, Aggregation aggregation) {
        this.shard = shard;
        this.resumed = resumed;
        this.inheritance = aggregation.inheritance();
        this.parser = aggregation.parser();
        this.emission = aggregation.emission();
        this.deadLetters = new ShardDeadLetters(aggregation.deadLetters(), shard);
        this.observer = aggregation.observers().get();
        this.length = aggregation.length();
        this.idleAfter = aggregation.idleAfter();
        this.gauges = aggregation.metrics().shard();
    }

    @Override
    public void process(List<StreamRecord> records, Checkpointer checkpointer) throws InterruptedException {
        this.checkpointer = checkpointer;
        quiet = false;
        try {
            writeOver();
            observer.prepare(names(records));
            for (StreamRecord record : records) {
                if (!isCounted(record)) {
                    take(record);
                    last = record.position();
                }
            }
            awaitOthers();
            settle();
        } finally {
            gauge();
        }
    }

    /** A view: not every observer looks at it. */
    private static List<String> names(List<StreamRecord> records) {
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                return records.get(index).partitionKey();
            }

            @Override
            public int size() {
                return records.size();
            }
        };
    }

    /** Whether the record was counted already: after an exception the same records come again. */
    boolean isCounted(StreamRecord record) {
        return last != null && record.position().compareTo(last) <= 0;
    }

    private void take(StreamRecord record) throws InterruptedException {
        ShardWindows windows = windowsFrom(record);
        try {
            Report report = ReportRecord.read(record, parser);
            long index = windows.windowOf(record.arrivalTime(), report);
            closeOver(windows);
            if (windows.isTooLateFor(index)) {
                deadLetters.write(
                        record,
                        TOO_LATE,
                        "A report must come before its window is over, but the window of " + length.startOf(index)
                                + " was closed when this one of " + report.statusTime() + " came");
            } else {
                UnicornSum sum = windows.sumFor(index, report, last);
                observer.observe(report, record.position());
                // Last, for whatever throws before makes the same record come again.
                sum.add(report);
            }
        } catch (InvalidReportException e) {
            windows.passInvalid(record.arrivalTime(), last);
            closeOver(windows);
            deadLetters.write(record, e.reason().code(), String.valueOf(e.getMessage()));
        }
    }

    private ShardWindows windowsFrom(StreamRecord first) throws InterruptedException {
        ShardWindows known = windows;
        if (known == null) {
            known = resumed ? inheritance.nothing(shard) : inheritance.of(shard, first.arrivalTime());
            windows = known;
        }
        return known;
    }

    private void closeOver(ShardWindows windows) throws InterruptedException {
        for (Window first = windows.firstOver(); first != null; first = windows.firstOver()) {
            while (over.size() >= MAX_UNACKNOWLEDGED) {
                emission.await(over.getFirst().window());
                removeFirstOver();
            }
            windows.close(first);
            over.addLast(new Over(first, windows.notNeeded(last)));
            emission.write(first);
        }
    }

    /** Writes what an interruption or a failed write left unwritten; nothing otherwise. */
    private void writeOver() throws InterruptedException {
        for (Over each : over) {
            emission.write(each.window());
        }
    }

    /** Waits for what else must be safe of all records taken. */
    private void awaitOthers() throws InterruptedException {
        deadLetters.await();
        observer.await();
    }

    private void removeFirstOver() {
        Over first = over.removeFirst();
        if (first.safe() != null) {
            safe = first.safe();
        }
        gauges.windowClosed(length.endOf(first.window().index()));
    }

    /** Checkpoints what became safe, summaries and {@link #awaitOthers others}. */
    private void settle() throws InterruptedException {
        while (!over.isEmpty() && emission.isAcknowledged(over.getFirst().window())) {
            removeFirstOver();
        }
        if (over.isEmpty() && windows != null && windows.open().isEmpty()) {
            safe = last;
        }
        Position reached = safe;
        if (reached != null && checkpointer != null && !reached.equals(checkpointed)) {
            checkpointer.checkpoint(reached);
            checkpointed = reached;
        }
    }

    /** Settles, and writes the open windows of a shard that is quiet some time after their end. They stay open. */
    @Override
    public void tick(Instant now) throws InterruptedException {
        try {
            writeOver();
            writeQuiet(now);
            awaitOthers();
            settle();
        } finally {
            gauge();
        }
    }

    private void writeQuiet(Instant now) throws InterruptedException {
        if (quiet && windows != null) {
            for (Window window : windows.open()) {
                boolean ended = !now.isBefore(length.endOf(window.index()).plus(idleAfter));
                if (ended && emission.isAcknowledged(window)) {
                    emission.write(window);
                }
            }
        }
        quiet = true;
    }

    @Override
    public void shardEnded() throws InterruptedException {
        writeOver();
        if (windows != null) {
            for (Window window : windows.open()) {
                emission.write(window);
                emission.await(window);
            }
        }
        for (Over each : over) {
            emission.await(each.window());
        }
        awaitOthers();
        settle();
    }

    @Override
    public void close() {
        gauges.close();
    }

    private void gauge() {
        int openWindows = windows == null ? 0 : windows.open().size();
        int sums = windows == null ? 0 : windows.sums();
        for (Over each : over) {
            sums += each.window().sums().size();
        }
        gauges.update(openWindows, over.size(), sums);
    }
}
