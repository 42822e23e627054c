package com.wildrydes.streams.write;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which records go next. Each key has a lane, and of a lane only the first record is ever under way: Kinesis may take one
 * entry of a request and refuse another before it, so two records of a key in one request could change places.
 *
 * <p>Not thread-safe. Times are of {@link System#nanoTime()}.
 */
final class RecordQueue {

    /** The most entries of a request, by Kinesis' API. */
    static final int MAX_ENTRIES = 500;

    /** Half of what Kinesis takes in a request today, and all that older stand-ins of it take. */
    static final int MAX_REQUEST_BYTES = 5 * 1024 * 1024;

    private final Map<String, Lane> lanes = new HashMap<>();
    private final Deque<Lane> ready = new ArrayDeque<>();
    private final PriorityQueue<Lane> backingOff =
            new PriorityQueue<>(Comparator.comparingLong(lane -> lane.resumeNanos));
    private int size;
    private int readyBytes;

    void add(PendingRecord record) {
        Lane lane = lanes.get(record.key);
        if (lane == null) {
            lane = new Lane();
            lanes.put(record.key, lane);
            lane.records.add(record);
            makeReady(lane);
        } else {
            lane.records.add(record);
        }
        size++;
    }

    /** How many records are not acknowledged, those under way included. */
    int size() {
        return size;
    }

    /** How long until a request should be sent, at most 0 when now; null when there is nothing to send and none to wait for. */
    @Nullable
    Long nanosUntilNext(long now, long lingerNanos) {
        resume(now);
        Lane next = ready.peek();
        Long wait = null;
        if (next != null) {
            boolean full = ready.size() >= MAX_ENTRIES || readyBytes >= MAX_REQUEST_BYTES;
            wait = full ? 0 : next.first().queuedNanos + lingerNanos - now;
        }
        Lane resuming = backingOff.peek();
        if (resuming != null) {
            long until = resuming.resumeNanos - now;
            wait = wait == null ? until : Math.min(wait, until);
        }
        return wait;
    }

    /** Takes the records of one request; empty when none is ready. */
    List<PendingRecord> take(long now) {
        resume(now);
        List<PendingRecord> taken = new ArrayList<>(Math.min(MAX_ENTRIES, ready.size()));
        int bytes = 0;
        while (taken.size() < MAX_ENTRIES) {
            Lane lane = ready.peek();
            if (lane == null) {
                break;
            }
            PendingRecord record = lane.first();
            if (!taken.isEmpty() && (record.alone || bytes + record.bytes > MAX_REQUEST_BYTES)) {
                break;
            }
            ready.remove();
            readyBytes -= record.bytes;
            bytes += record.bytes;
            taken.add(record);
            if (record.alone) {
                break;
            }
        }
        return taken;
    }

    /** The record is done with, acknowledged or given up: the next of its key may go. */
    void done(PendingRecord record) {
        Lane lane = laneOf(record);
        lane.records.remove();
        size--;
        if (lane.records.isEmpty()) {
            lanes.remove(record.key);
        } else {
            makeReady(lane);
        }
    }

    /** The record failed: it and all of its key wait until then. */
    void retry(PendingRecord record, long resumeNanos) {
        Lane lane = laneOf(record);
        lane.resumeNanos = resumeNanos;
        backingOff.add(lane);
    }

    /** Forgets all records, those under way included, and returns them. */
    Collection<PendingRecord> clear() {
        List<PendingRecord> all = new ArrayList<>(size);
        lanes.values().forEach(lane -> all.addAll(lane.records));
        lanes.clear();
        ready.clear();
        backingOff.clear();
        size = 0;
        readyBytes = 0;
        return all;
    }

    /** Whether the record is still here; false after {@link #clear()}. */
    boolean holds(PendingRecord record) {
        Lane lane = lanes.get(record.key);
        return lane != null && lane.records.peek() == record;
    }

    private Lane laneOf(PendingRecord record) {
        Lane lane = lanes.get(record.key);
        if (lane == null || lane.records.peek() != record) {
            throw new IllegalStateException(
                    "A record that was taken must be the first of its key, but was not: " + record.key);
        }
        return lane;
    }

    private void resume(long now) {
        for (Lane lane = backingOff.peek(); lane != null && lane.resumeNanos - now <= 0; lane = backingOff.peek()) {
            backingOff.remove();
            makeReady(lane);
        }
    }

    private void makeReady(Lane lane) {
        ready.add(lane);
        readyBytes += lane.first().bytes;
    }

    private static final class Lane {
        final Deque<PendingRecord> records = new ArrayDeque<>();
        long resumeNanos;

        PendingRecord first() {
            return records.element();
        }
    }
}
