package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.Position;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.InvalidReportException.Reason;
import com.wildrydes.telemetry.Report;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The open windows of one shard. Not thread-safe. */
final class ShardWindows {

    private final WindowTime time;
    private final Predicate<String> isOfThisShard;
    private final TreeMap<Long, Window> open = new TreeMap<>();
    /** The open window that was asked for last: nearly every record is of the same one as the record before. */
    private @Nullable Window lastUsed;

    /** @param isOfThisShard whether Kinesis puts this partition key into the shard; asked once a name and window */
    ShardWindows(WindowTime time, Predicate<String> isOfThisShard) {
        this.time = time;
        this.isOfThisShard = isOfThisShard;
    }

    /** Moves time on to a report; what is over then should be closed before the report is counted. */
    long windowOf(Instant arrival, Report report) {
        return time.windowOf(arrival, report);
    }

    /**
     * Moves time on to a record that is no valid report.
     *
     * @param before the shard's record before this one
     */
    void passInvalid(Instant arrival, @Nullable Position before) {
        OptionalLong index = time.windowOfInvalid(arrival);
        if (index.isPresent() && !isTooLateFor(index.getAsLong())) {
            open(index.getAsLong(), before);
        }
    }

    boolean isTooLateFor(long index) {
        return index < time.firstOpen();
    }

    /**
     * The sum that a report counts in, in a window that is not over.
     *
     * @param before the shard's record before this one
     * @throws InvalidReportException when the name belongs into another shard: its minutes could not be summed in one place
     */
    UnicornSum sumFor(long index, Report report, @Nullable Position before) {
        Map<String, UnicornSum> sums = open(index, before).sums();
        UnicornSum sum = sums.get(report.name());
        if (sum == null) {
            if (!isOfThisShard.test(report.name())) {
                throw new InvalidReportException(
                        Reason.PARTITION_KEY,
                        "A report must be in the shard that its Name hashes to, but \"" + report.name()
                                + "\" was put elsewhere by an explicit hash key");
            }
            sum = new UnicornSum();
            sums.put(report.name(), sum);
        }
        return sum;
    }

    private Window open(long index, @Nullable Position before) {
        Window window = lastUsed;
        if (window == null || window.index() != index) {
            window = open.computeIfAbsent(index, i -> new Window(i, before));
            lastUsed = window;
        }
        return window;
    }

    /** The oldest window that is over and not closed yet. */
    @Nullable
    Window firstOver() {
        return open.isEmpty() || !isTooLateFor(open.firstKey())
                ? null
                : open.firstEntry().getValue();
    }

    void close(Window window) {
        open.remove(window.index());
        if (window == lastUsed) {
            lastUsed = null;
        }
    }

    /** All open windows, the oldest first. */
    Collection<Window> open() {
        return open.values();
    }

    /**
     * Up to where the shard's records are not needed any more to rebuild what is open.
     *
     * @param last the shard's last record that was counted
     */
    @Nullable
    Position notNeeded(@Nullable Position last) {
        Position least = last;
        for (Window window : open.values()) {
            Position before = window.before();
            if (before == null) {
                return null;
            }
            if (least == null || before.compareTo(least) < 0) {
                least = before;
            }
        }
        return least;
    }

    /** Takes over what an ancestor left open, as far as the names belong to this shard, before the first record is counted. */
    void takeOver(ShardWindows ancestor) {
        time.continueFrom(ancestor.time);
        for (Window left : ancestor.open()) {
            left.sums().forEach((name, sum) -> {
                if (!isTooLateFor(left.index()) && isOfThisShard.test(name)) {
                    open(left.index(), null).sums().put(name, sum);
                }
            });
        }
        closeOver();
    }

    /** How many unicorns' sums are open. */
    int sums() {
        return open.values().stream().mapToInt(window -> window.sums().size()).sum();
    }

    /** Drops what is over. */
    void closeOver() {
        for (Window over = firstOver(); over != null; over = firstOver()) {
            close(over);
        }
    }
}
