package com.wildrydes.dashboard.live;

import com.wildrydes.dashboard.fleet.Fleet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of one moment, each encoded once for all who need the same. For one thread. */
final class Frames {

    /** Somebody further behind than this gets a snapshot, so that the distinct frames of a moment are few. */
    static final int LONGEST_LAG = 20;

    private final Fleet fleet;
    private final Fleet.Step step;
    private final Instant time;
    private final Map<Long, ByteBuffer> byFrom = new HashMap<>();
    private @Nullable ByteBuffer snapshot;

    Frames(Fleet fleet, Fleet.Step step, Instant time) {
        this.fleet = fleet;
        this.step = step;
        this.time = time;
    }

    long seq() {
        return step.seq();
    }

    /** Everybody. */
    ByteBuffer snapshot() {
        if (snapshot == null) {
            snapshot = FrameEncoder.snapshot(step.seq(), time, fleet.list());
        }
        return snapshot;
    }

    /** What brings somebody who has this seq up to date: the changes since, or everybody. */
    ByteBuffer since(long from) {
        if (step.seq() - from > LONGEST_LAG || !fleet.canFollowFrom(from)) {
            return snapshot();
        }
        return byFrom.computeIfAbsent(
                from,
                m -> FrameEncoder.frame(
                        step.seq(), m, time, m == step.from() ? step.changed() : fleet.changedSince(m)));
    }

    int encoded() {
        return byFrom.size() + (snapshot == null ? 0 : 1);
    }
}
