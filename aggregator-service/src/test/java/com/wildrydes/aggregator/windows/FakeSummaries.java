package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.SummaryJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Keeps what is written; acknowledges at once, or when the test says so. */
final class FakeSummaries implements StreamWriter {

    final List<MinuteSummary> written = new ArrayList<>();
    final List<CompletableFuture<Acknowledgement>> waiting = new ArrayList<>();
    boolean acknowledgesAtOnce = true;
    boolean queueIsFull;

    @Override
    public CompletableFuture<Acknowledgement> write(String partitionKey, byte[] data) throws InterruptedException {
        if (queueIsFull) {
            throw new InterruptedException("interrupted while the queue was full");
        }
        MinuteSummary summary = SummaryJson.read(data);
        if (!summary.name().equals(partitionKey)) {
            throw new AssertionError("A summary must have its Name as its key, but had " + partitionKey);
        }
        written.add(summary);
        CompletableFuture<Acknowledgement> write = new CompletableFuture<>();
        if (acknowledgesAtOnce) {
            write.complete(new Acknowledgement("shard", "1"));
        } else {
            waiting.add(write);
        }
        return write;
    }

    @Override
    public Optional<CompletableFuture<Acknowledgement>> offer(String partitionKey, byte[] data) {
        throw new UnsupportedOperationException();
    }

    void acknowledgeAll() {
        waiting.forEach(write -> write.complete(new Acknowledgement("shard", "1")));
        waiting.clear();
    }

    void failAll() {
        waiting.forEach(write -> write.completeExceptionally(new IllegalStateException("writer closed")));
        waiting.clear();
    }

    /** As {@code Shadowfax 00:01 2.0 m 2 samples}. */
    List<String> lines() {
        return written.stream()
                .map(s -> s.name() + " " + s.windowStart().toString().substring(11, 16) + " " + s.distanceMetres()
                        + " m " + s.samples())
                .toList();
    }

    @Override
    public void close() {}
}
