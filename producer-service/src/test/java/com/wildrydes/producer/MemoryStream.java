package com.wildrydes.producer;

import com.wildrydes.streams.StreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A stream in memory, whose queue holds so many records, and which acknowledges at once or when told to. Like the real writer it
 * calls back in the thread that acknowledges.
 */
public final class MemoryStream implements StreamWriter {

    private final List<String> records = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Deque<CompletableFuture<Acknowledgement>> queue = new ArrayDeque<>();
    private final int capacity;
    private final boolean acknowledgesAtOnce;
    private boolean closed;

    private MemoryStream(int capacity, boolean acknowledgesAtOnce) {
        this.capacity = capacity;
        this.acknowledgesAtOnce = acknowledgesAtOnce;
    }

    /** Takes everything and acknowledges it at once. */
    public static MemoryStream endless() {
        return new MemoryStream(Integer.MAX_VALUE, true);
    }

    /** Has room for so many records, which stay in its queue until {@link #acknowledge}. */
    public static MemoryStream withRoomFor(int records) {
        return new MemoryStream(records, false);
    }

    @Override
    public CompletableFuture<Acknowledgement> write(String partitionKey, byte[] data) {
        return offer(partitionKey, data).orElseThrow(() -> new AssertionError("Nobody may block on a full queue here"));
    }

    @Override
    public synchronized Optional<CompletableFuture<Acknowledgement>> offer(String partitionKey, byte[] data) {
        if (closed) {
            return Optional.of(CompletableFuture.failedFuture(new IllegalStateException("closed")));
        }
        if (queue.size() >= capacity) {
            return Optional.empty();
        }
        keys.add(partitionKey);
        records.add(new String(data, StandardCharsets.UTF_8));
        if (acknowledgesAtOnce) {
            return Optional.of(CompletableFuture.completedFuture(acknowledgement()));
        }
        CompletableFuture<Acknowledgement> written = new CompletableFuture<>();
        queue.add(written);
        return Optional.of(written);
    }

    /** Acknowledges the oldest records of the queue, so many at the most. */
    public void acknowledge(int count) {
        for (int i = 0; i < count; i++) {
            CompletableFuture<Acknowledgement> oldest;
            synchronized (this) {
                oldest = queue.poll();
            }
            if (oldest == null) {
                return;
            }
            oldest.complete(acknowledgement());
        }
    }

    private static Acknowledgement acknowledgement() {
        return new Acknowledgement("shardId-000000000000", "1");
    }

    /** What was written, as text with its line breaks. */
    public synchronized List<String> records() {
        return List.copyOf(records);
    }

    public synchronized List<String> keys() {
        return List.copyOf(keys);
    }

    public synchronized int waiting() {
        return queue.size();
    }

    public synchronized void clear() {
        records.clear();
        keys.clear();
    }

    @Override
    public synchronized void close() {
        closed = true;
        queue.forEach(written -> written.completeExceptionally(new IllegalStateException("closed")));
        queue.clear();
    }
}
