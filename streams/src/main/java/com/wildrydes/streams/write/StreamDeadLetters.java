package com.wildrydes.streams.write;

import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.DeadLetter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes dead letters to their stream, whose writer is opened with the first of them: most services never have one. */
public final class StreamDeadLetters implements DeadLetters {

    private final Supplier<StreamWriter> open;
    private final MeterRegistry registry;
    private @Nullable StreamWriter writer;

    public StreamDeadLetters(Supplier<StreamWriter> open, MeterRegistry registry) {
        this.open = open;
        this.registry = registry;
    }

    @Override
    public CompletableFuture<?> write(ShardId shard, StreamRecord record, String reasonCode, String detail)
            throws InterruptedException {
        registry.counter("wildrydes.deadletters", "stream", shard.stream(), "reason", reasonCode)
                .increment();
        String sequenceNumber = record.position().sequenceNumber();
        DeadLetter letter = DeadLetter.of(
                shard.stream(),
                shard.shard(),
                sequenceNumber,
                record.arrivalTime(),
                reasonCode + ": " + detail,
                record.data());
        return writer().write(sequenceNumber, letter.write());
    }

    private synchronized StreamWriter writer() {
        if (writer == null) {
            writer = open.get();
        }
        return writer;
    }
}
