package com.wildrydes.streams.write;

import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.NowAndThen;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.DeadLetter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes dead letters to their stream, whose writer is opened with the first of them: most services never have one. */
public final class StreamDeadLetters implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(StreamDeadLetters.class);

    private final Supplier<StreamWriter> open;
    private final MeterRegistry registry;
    private final NowAndThen telling = new NowAndThen(Duration.ofSeconds(1));
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
        if (telling.isTime()) {
            LOG.atWarn()
                    .addKeyValue("sequenceNumber", sequenceNumber)
                    .log(
                            "A record of {} becomes a dead letter (at most one a second is told): {}: {}",
                            shard,
                            reasonCode,
                            detail);
        }
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
