package com.wildrydes.streams.write;

import com.wildrydes.streams.StreamWriter.Acknowledgement;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A record that waits to be acknowledged. Guarded by its queue's lock, but for the future. */
final class PendingRecord {

    final String key;
    final byte[] data;
    final CompletableFuture<Acknowledgement> acknowledged = new CompletableFuture<>();
    final long queuedNanos;
    /** What Kinesis counts of it. */
    final int bytes;

    int failures;
    /** A request with this record was refused as invalid: it goes alone, so that it is known which record is to blame. */
    boolean alone;

    PendingRecord(String key, byte[] data, long queuedNanos) {
        this.key = key;
        this.data = data;
        this.queuedNanos = queuedNanos;
        this.bytes = data.length + key.getBytes(StandardCharsets.UTF_8).length;
    }
}
