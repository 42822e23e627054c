package com.wildrydes.persister;

import com.wildrydes.streams.Checkpointer;
import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.Latency;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.SafePrefix;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.SummaryJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes one shard's summaries and checkpoints as far as all of them are safe, at most once a tick.
 *
 * <p>Writes overtake each other freely: the store never puts fewer samples over more, so their order does not matter.
 */
final class SummaryProcessor implements ShardProcessor {

    private final ShardId shard;
    private final SummaryStore store;
    private final RetriedCalls calls;
    private final DeadLetters deadLetters;
    private final Latency latency;
    private final Counter written;
    private final Counter outdated;
    private final SafePrefix prefix = new SafePrefix();
    private @Nullable Checkpointer checkpointer;

    SummaryProcessor(
            ShardId shard,
            SummaryStore store,
            RetriedCalls calls,
            DeadLetters deadLetters,
            Latency latency,
            MeterRegistry meters) {
        this.shard = shard;
        this.store = store;
        this.calls = calls;
        this.deadLetters = deadLetters;
        this.latency = latency;
        this.written = meters.counter("wildrydes.summaries", "outcome", "written");
        this.outdated = meters.counter("wildrydes.summaries", "outcome", "outdated");
    }

    @Override
    public void process(List<StreamRecord> records, Checkpointer checkpointer) throws InterruptedException {
        this.checkpointer = checkpointer;
        List<CompletableFuture<?>> safe = new ArrayList<>(records.size());
        Map<Key, Arrived> largest = new LinkedHashMap<>();
        for (StreamRecord record : records) {
            try {
                MinuteSummary summary = read(record);
                largest.merge(
                        new Key(summary.name(), summary.windowStart()),
                        new Arrived(summary, record.arrivalTime()),
                        (kept, next) ->
                                next.summary().samples() >= kept.summary().samples() ? next : kept);
            } catch (InvalidReportException e) {
                safe.add(deadLetters.write(shard, record, e.reason().code(), messageOf(e)));
            }
        }
        for (Arrived each : largest.values()) {
            safe.add(calls.call(() -> store.put(each.summary())).thenAccept(outcome -> {
                count(outcome);
                latency.since(each.at());
            }));
        }
        prefix.add(
                records.get(records.size() - 1).position(),
                CompletableFuture.allOf(safe.toArray(CompletableFuture[]::new)));
    }

    private void count(SummaryStore.Outcome outcome) {
        (outcome == SummaryStore.Outcome.WRITTEN ? written : outdated).increment();
    }

    private static MinuteSummary read(StreamRecord record) {
        MinuteSummary summary = SummaryJson.read(record.data());
        double distance = summary.distanceMetres();
        // DynamoDB's numbers end sooner than a double does; such a summary would be refused again and again.
        if (distance != 0 && (distance < 1e-130 || distance > 9e125)) {
            throw new InvalidReportException(
                    InvalidReportException.Reason.DISTANCE,
                    "Distance must be 0 or from 1e-130 to 9e125, which is what DynamoDB holds, but was " + distance);
        }
        return summary;
    }

    private static String messageOf(InvalidReportException e) {
        return Optional.ofNullable(e.getMessage()).orElse("");
    }

    @Override
    public void tick(Instant now) {
        checkpoint(prefix.advance());
    }

    @Override
    public void shardEnded() throws InterruptedException {
        checkpoint(prefix.await());
    }

    private void checkpoint(Optional<Position> position) {
        Checkpointer to = checkpointer;
        if (to != null) {
            position.ifPresent(to::checkpoint);
        }
    }

    private record Key(String name, Instant windowStart) {}

    private record Arrived(MinuteSummary summary, Instant at) {}
}
