package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One window of one shard: the sums in it and the writes of them that are not acknowledged yet. Not thread-safe. */
final class Window {

    private final long index;

    private final @Nullable Position before;

    /** In the order in which names came, so that the same stream is written out in the same order. */
    private final Map<String, UnicornSum> sums = new LinkedHashMap<>();

    private final Deque<Future<?>> unacknowledged = new ArrayDeque<>();

    /** @param before the last record of the shard that is not needed to rebuild this window; null when all are needed */
    Window(long index, @Nullable Position before) {
        this.index = index;
        this.before = before;
    }

    long index() {
        return index;
    }

    @Nullable
    Position before() {
        return before;
    }

    Map<String, UnicornSum> sums() {
        return sums;
    }

    /** In the order in which they were written. */
    Deque<Future<?>> unacknowledged() {
        return unacknowledged;
    }
}
