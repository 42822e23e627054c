package com.wildrydes.dashboard.tail;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands what is read from a stream over to one client. Nothing is queued: a shard is read on only when the client has taken
 * what was read before.
 */
final class Tail implements StreamFollower.Listener, AutoCloseable {

    private static final long CLOSED_CHECK_MILLIS = 100;

    private final SynchronousQueue<Batch> handover = new SynchronousQueue<>(true);
    private volatile boolean closed;

    private record Batch(ShardId shard, List<StreamRecord> records) {}

    @Override
    public void records(ShardId shard, List<StreamRecord> records, Duration behindLatest) {
        if (records.isEmpty()) {
            return;
        }
        Batch batch = new Batch(shard, records);
        try {
            while (!closed && !handover.offer(batch, CLOSED_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                // Offered again: the client has not taken the batch before yet.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes lines until this is closed.
     *
     * @param keepAlive after so long without a record an empty line is written, without which a client that has gone would
     *     not be noticed
     * @throws IOException when the client has gone
     */
    void copyTo(OutputStream out, Duration keepAlive) throws IOException, InterruptedException {
        long quietSince = System.nanoTime();
        while (!closed) {
            Batch batch = handover.poll(CLOSED_CHECK_MILLIS, TimeUnit.MILLISECONDS);
            if (batch != null) {
                for (StreamRecord record : batch.records) {
                    out.write(TailLine.of(batch.shard, record));
                }
            } else if (System.nanoTime() - quietSince >= keepAlive.toNanos()) {
                out.write('\n');
            } else {
                continue;
            }
            out.flush();
            quietSince = System.nanoTime();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
