package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.Report;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What a shard that came from a split or merge begins with: the windows that its ancestors left open, rebuilt from their
 * records. These stay in the stream for its whole retention, so no state is handed over, and a shard whose processor dies
 * begins the same way again. Thread-safe.
 */
final class Inheritance {

    private final ShardLineage lineage;
    private final BiFunction<byte[], String, Report> parser;
    private final Supplier<WindowTime> times;

    Inheritance(ShardLineage lineage, BiFunction<byte[], String, Report> parser, Supplier<WindowTime> times) {
        this.lineage = lineage;
        this.parser = parser;
        this.times = times;
    }

    /** The windows of a shard that begins where an earlier processor left off: none. */
    ShardWindows nothing(ShardId id) throws InterruptedException {
        return new ShardWindows(times.get(), lineage.describe(id).range()::contains);
    }

    /** @param firstArrival when the shard's first record arrived */
    ShardWindows of(ShardId id, Instant firstArrival) throws InterruptedException {
        return inherited(lineage.describe(id), times.get().ancestorsReadFrom(firstArrival));
    }

    private ShardWindows inherited(ShardLineage.Shard shard, Instant from) throws InterruptedException {
        ShardWindows windows = new ShardWindows(times.get(), shard.range()::contains);
        for (String parent : shard.parents()) {
            ShardWindows left = leftOpen(new ShardId(shard.id().stream(), parent), from);
            windows.takeOver(left);
        }
        return windows;
    }

    private ShardWindows leftOpen(ShardId id, Instant from) throws InterruptedException {
        ShardLineage.Shard shard;
        try {
            shard = lineage.describe(id);
        } catch (IllegalStateException gone) {
            // Its retention is over: its records, and those of its own parents, are older than any window that is open.
            return new ShardWindows(times.get(), name -> false);
        }
        ShardWindows windows = inherited(shard, from);
        lineage.readToEnd(id, from, record -> count(windows, record));
        return windows;
    }

    private void count(ShardWindows windows, StreamRecord record) {
        try {
            Report report = ReportRecord.read(record, parser);
            long index = windows.windowOf(record.arrivalTime(), report);
            windows.closeOver();
            if (!windows.isTooLateFor(index)) {
                windows.sumFor(index, report, null).add(report);
            }
        } catch (InvalidReportException e) {
            // The ancestor's own processor made it a dead letter.
            windows.passInvalid(record.arrivalTime(), null);
            windows.closeOver();
        }
    }
}
