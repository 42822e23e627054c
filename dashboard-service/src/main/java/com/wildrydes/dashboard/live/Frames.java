package com.wildrydes.dashboard.live;

import com.wildrydes.dashboard.fleet.Fleet;
import com.wildrydes.dashboard.fleet.Unicorn;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one moment. Those about everybody are encoded once for all who need the same; those for a client's view are
 * its own, made from the same lists. For one thread.
 */
final class Frames {

    /** Somebody further behind than this gets a snapshot, so that the distinct frames of a moment are few. */
    static final int LONGEST_LAG = 20;

    private final Fleet fleet;
    private final Fleet.Step step;
    private final Instant time;
    private final Map<Long, List<Unicorn>> changes = new HashMap<>();
    private final Map<Long, ByteBuffer> byFrom = new HashMap<>();
    private @Nullable List<Unicorn> everybody;
    private @Nullable ByteBuffer snapshot;
    private int encoded;

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
            snapshot = snapshot(everybody());
        }
        return snapshot;
    }

    /** Everybody in this view. */
    ByteBuffer snapshot(View view) {
        return snapshot(view.startOver(everybody()));
    }

    /** What brings somebody who has this seq up to date: the changes since, or everybody. */
    ByteBuffer since(long from) {
        return canFollowFrom(from) ? byFrom.computeIfAbsent(from, m -> frame(m, changedSince(m))) : snapshot();
    }

    /**
     * What brings a view up to date: its changes, or everybody in it.
     *
     * @param told the seq of the client's last message
     * @param seen the seq up to which the view has taken the changes; from the one to the other nothing concerned it
     * @param evenIfEmpty whether a frame without rows is wanted
     * @return null for a frame without rows that is not wanted
     */
    @Nullable
    ByteBuffer since(long told, long seen, View view, boolean evenIfEmpty) {
        if (!canFollowFrom(seen)) {
            return snapshot(view);
        }
        List<Unicorn> rows = view.changes(changedSince(seen));
        return rows.isEmpty() && !evenIfEmpty ? null : frame(told, rows);
    }

    private boolean canFollowFrom(long from) {
        return step.seq() - from <= LONGEST_LAG && fleet.canFollowFrom(from);
    }

    private List<Unicorn> everybody() {
        if (everybody == null) {
            everybody = fleet.list();
        }
        return everybody;
    }

    private List<Unicorn> changedSince(long from) {
        return changes.computeIfAbsent(from, m -> m == step.from() ? step.changed() : fleet.changedSince(m));
    }

    private ByteBuffer snapshot(List<Unicorn> unicorns) {
        encoded++;
        return FrameEncoder.snapshot(step.seq(), time, unicorns);
    }

    private ByteBuffer frame(long from, List<Unicorn> unicorns) {
        encoded++;
        return FrameEncoder.frame(step.seq(), from, time, unicorns);
    }

    int encoded() {
        return encoded;
    }
}
