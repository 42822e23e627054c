package com.wildrydes.dashboard.fleet;

import com.wildrydes.telemetry.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest state of every unicorn. Thread-safe.
 *
 * <p>Changes are numbered: those between two calls of {@link #advance} share one seq, and each unicorn keeps the seq of its
 * last change. Whoever has seen everything up to some seq therefore needs only the unicorns that changed after it, no matter
 * how much was skipped in between. A unicorn that leaves is no such change: whoever has an older seq then starts over.
 */
public final class Fleet {

    /** A StatusTime further ahead of the arrival than this is a wrong clock and counts as the arrival. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** A unicorn of which nothing arrived for longer than this leaves memory. */
    static final Duration MEMORY = Duration.ofHours(24);

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

    private final int capacity;
    private final Map<String, Tracked> unicorns = new HashMap<>();
    private final List<Tracked> changed = new ArrayList<>();
    private final BitSet numbers = new BitSet();
    private long seq;
    private long departureSeq;
    private Instant nextSweep = Instant.MIN;

    /** @param capacity how many unicorns are remembered at most: a stream full of names must not fill the memory */
    public Fleet(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "A fleet must have room for at least 1 unicorn, but has for " + capacity);
        }
        this.capacity = capacity;
    }

    /** What a report did to the fleet. */
    public enum Effect {
        /** The unicorn is now as the report says. */
        SHOWN,
        /** A newer report of this unicorn, or this same one, came before. */
        OLD,
        /** The unicorn was not known and there is no room for another. */
        FULL
    }

    /** @param arrival when Kinesis took the report in */
    public synchronized Effect apply(Report report, Instant arrival) {
        Instant time = report.statusTime().isAfter(arrival.plus(CLOCK_TOLERANCE)) ? arrival : report.statusTime();
        Tracked tracked = unicorns.get(report.name());
        if (tracked == null) {
            if (unicorns.size() >= capacity) {
                return Effect.FULL;
            }
            int number = numbers.nextClearBit(0);
            numbers.set(number);
            tracked = new Tracked(number, report, time, arrival, seq + 1);
            unicorns.put(report.name(), tracked);
            changed.add(tracked);
            return Effect.SHOWN;
        }
        boolean already = tracked.state().changedAt() > seq;
        if (!tracked.update(report, time, arrival, seq + 1)) {
            return Effect.OLD;
        }
        if (!already) {
            changed.add(tracked);
        }
        return Effect.SHOWN;
    }

    /**
     * Closes the current seq if anything changed in it. For one thread, as often as frames are to be sent.
     *
     * @param now to let go of unicorns that were silent for a day
     */
    public synchronized Step advance(Instant now) {
        boolean departed = !now.isBefore(nextSweep) && sweep(now);
        long before = seq;
        List<Unicorn> states = new ArrayList<>(changed.size());
        for (Tracked tracked : changed) {
            if (!departed || unicorns.containsKey(tracked.state().name())) {
                states.add(tracked.state());
            }
        }
        if (departed || !changed.isEmpty()) {
            seq++;
        }
        if (departed) {
            departureSeq = seq;
        }
        changed.clear();
        return new Step(before, seq, states);
    }

    private boolean sweep(Instant now) {
        nextSweep = now.plus(SWEEP_INTERVAL);
        Instant limit = now.minus(MEMORY);
        boolean departed = false;
        for (Iterator<Tracked> all = unicorns.values().iterator(); all.hasNext(); ) {
            Tracked tracked = all.next();
            if (tracked.heard().isBefore(limit)) {
                all.remove();
                numbers.clear(tracked.state().number());
                departed = true;
            }
        }
        return departed;
    }

    /** What changed from one seq to the next; nothing, when both are the same. */
    public record Step(long from, long seq, List<Unicorn> changed) {}

    /** Whether changes alone bring somebody with this seq up to date; otherwise it takes the whole fleet. */
    public synchronized boolean canFollowFrom(long from) {
        return from >= departureSeq && from <= seq;
    }

    /** Everybody whose last change came after this seq. What changed since the last {@link #advance} may be among it. */
    public synchronized List<Unicorn> changedSince(long from) {
        List<Unicorn> states = new ArrayList<>();
        for (Tracked tracked : unicorns.values()) {
            if (tracked.state().changedAt() > from) {
                states.add(tracked.state());
            }
        }
        return states;
    }

    /** Everybody, in no order. */
    public synchronized List<Unicorn> list() {
        return changedSince(-1);
    }

    public synchronized Optional<Unicorn> find(String name) {
        return Optional.ofNullable(unicorns.get(name)).map(Tracked::state);
    }

    public synchronized int size() {
        return unicorns.size();
    }
}
