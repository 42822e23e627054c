package com.wildrydes.archive.forwarding;

import com.wildrydes.streams.Checkpointer;
import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.Latency;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.SafePrefix;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.ReportJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Forwards one shard's reports. Lines wait for others until a call is full or the next tick, and the checkpoint follows what
 * Firehose has accepted, at most once a tick.
 *
 * <p>What is no object cannot be a line. The aggregator refuses it too and makes it a dead letter, so here it is counted and
 * left out. Only what the aggregator takes and the archive cannot hold becomes a dead letter here: a valid report of more than
 * Firehose takes, or in another encoding than UTF-8.
 */
final class ArchiveProcessor implements ShardProcessor {

    private final ShardId shard;
    private final Forwarder forwarder;
    private final DeadLetters deadLetters;
    private final Counter archived;
    private final Counter skipped;
    private final Counter refused;
    private final Latency latency;
    private final LineBatch batch = new LineBatch();
    private final List<CompletableFuture<?>> letters = new ArrayList<>();
    private final SafePrefix prefix = new SafePrefix();
    private @Nullable Instant oldest;
    private @Nullable Position taken;
    private @Nullable Position flushed;
    private @Nullable Checkpointer checkpointer;

    ArchiveProcessor(
            ShardId shard, Forwarder forwarder, DeadLetters deadLetters, Latency latency, MeterRegistry meters) {
        this.shard = shard;
        this.forwarder = forwarder;
        this.deadLetters = deadLetters;
        this.latency = latency;
        this.archived = meters.counter("wildrydes.archive.records", "outcome", "archived");
        this.skipped = meters.counter("wildrydes.archive.records", "outcome", "skipped");
        this.refused = meters.counter("wildrydes.archive.records", "outcome", "dead-lettered");
    }

    @Override
    public void process(List<StreamRecord> records, Checkpointer checkpointer) throws InterruptedException {
        this.checkpointer = checkpointer;
        for (StreamRecord record : records) {
            if (taken != null && record.position().compareTo(taken) <= 0) {
                // Delivered again after an exception further on in the same records.
                continue;
            }
            byte[] line = ArchiveLine.of(record).orElse(null);
            if (line == null || line.length > LineBatch.MAX_LINE_BYTES) {
                leaveOut(record);
            } else {
                add(line, record.arrivalTime());
            }
            taken = record.position();
        }
    }

    private void add(byte[] line, Instant arrival) throws InterruptedException {
        if (!batch.add(line)) {
            flush();
            batch.add(line);
        }
        if (oldest == null) {
            oldest = arrival;
        }
    }

    private void leaveOut(StreamRecord record) throws InterruptedException {
        try {
            ReportJson.read(record.data());
        } catch (InvalidReportException e) {
            skipped.increment();
            return;
        }
        letters.add(deadLetters.write(
                shard,
                record,
                "cannot-be-archived",
                "An archived report must be UTF-8 and with what the archive adds have at most "
                        + LineBatch.MAX_LINE_BYTES + " bytes, but it has " + record.data().length));
        refused.increment();
    }

    @Override
    public void tick(Instant now) throws InterruptedException {
        flush();
        checkpoint(prefix.advance());
    }

    @Override
    public void shardEnded() throws InterruptedException {
        flush();
        checkpoint(prefix.await());
    }

    private void flush() throws InterruptedException {
        Position upTo = taken;
        if (upTo == null || upTo.equals(flushed)) {
            return;
        }
        flushed = upTo;
        List<CompletableFuture<?>> safe = new ArrayList<>(letters);
        letters.clear();
        int lines = batch.lines();
        Instant first = oldest;
        oldest = null;
        if (lines > 0 && first != null) {
            safe.add(send().thenRun(() -> {
                archived.increment(lines);
                latency.since(first);
            }));
        }
        prefix.add(upTo, CompletableFuture.allOf(safe.toArray(CompletableFuture[]::new)));
    }

    private CompletableFuture<Void> send() throws InterruptedException {
        try {
            return forwarder.send(batch.take());
        } catch (InterruptedException e) {
            // These lines are gone from here: they must stay before the checkpoint, for whoever reads the shard next.
            prefix.add(Objects.requireNonNull(flushed), CompletableFuture.failedFuture(e));
            throw e;
        }
    }

    private void checkpoint(Optional<Position> position) {
        Checkpointer to = checkpointer;
        if (to != null) {
            position.ifPresent(to::checkpoint);
        }
    }
}
