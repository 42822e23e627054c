package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.http.AwsException;
import com.wildrydes.localaws.kinesis.log.ReadResult;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The messages of one subscription, made when there is room for them, so that a slow client costs a position and no memory.
 * Not thread-safe, but for {@link #end}.
 */
final class ShardEvents {

    static final long LIFETIME_MILLIS = 300_000;
    /** Without records an event comes so often, as on AWS: with it the client's position moves, and it knows that we live. */
    static final long QUIET_MILLIS = 5_000;

    private static final int MAX_RECORDS = 10_000;
    /** A subscription that a client does not read holds as much of it. */
    private static final long MAX_BYTES = 128 * 1024;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Stream stream;
    private final Shard shard;
    private final ConsumerDescription consumer;
    private final AwsBody body;
    private final EventMessages messages;
    private final FaultInjector faults;
    private final Throughput.Allowance allowance;
    private final long startedMillis;
    private long next;
    private boolean begun;
    private boolean waits;
    private long lastEventMillis = NEVER;
    private volatile @Nullable AwsException failure;
    private volatile boolean ended;

    /**
     * @param first the least number to read
     * @param allowance of the bytes that the consumer gets of this shard
     */
    ShardEvents(
            Stream stream,
            Shard shard,
            ConsumerDescription consumer,
            AwsBody body,
            FaultInjector faults,
            Throughput.Allowance allowance,
            long startedMillis,
            long first) {
        this.stream = stream;
        this.shard = shard;
        this.consumer = consumer;
        this.body = body;
        this.messages = new EventMessages(body);
        this.faults = faults;
        this.allowance = allowance;
        this.startedMillis = startedMillis;
        this.next = first;
    }

    /** Whether no message follows. */
    boolean ended() {
        return ended;
    }

    /** Lets the subscription end with this error. Any thread may call it. */
    void end(AwsException error) {
        failure = error;
    }

    /** The next message, null when there is none now. */
    byte @Nullable [] next(long nowMillis) {
        if (ended) {
            return null;
        }
        if (!begun) {
            begun = true;
            return messages.initialResponse();
        }
        AwsException error = error();
        if (error != null) {
            ended = true;
            return messages.exception(error);
        }
        if (nowMillis - startedMillis >= LIFETIME_MILLIS) {
            ended = true;
            return null;
        }
        // Before the reading: a shard that is closed during it may hold more records than were seen.
        boolean closed = !shard.description().isOpen();
        if (shard.log().lastNumber() < next && !closed && nowMillis - lastEventMillis < QUIET_MILLIS) {
            return null;
        }
        return mustWait(nowMillis) ? null : event(closed, nowMillis);
    }

    private @Nullable AwsException error() {
        if (failure != null) {
            return failure;
        }
        if (stream.isDeleted()) {
            return KinesisErrors.streamNotFound(stream.name());
        }
        boolean registered = stream.description().consumers().stream()
                .anyMatch(other ->
                        other.name().equals(consumer.name()) && other.createdMillis() == consumer.createdMillis());
        return registered ? null : KinesisErrors.consumerNotFound(consumer.name(), stream.name());
    }

    private boolean mustWait(long nowMillis) {
        boolean before = waits;
        waits = faults.limitsThroughput() && !allowance.covers(0, nowMillis);
        if (waits && !before) {
            faults.count(FaultInjector.Kind.OVER_LIMIT_PUSHED);
        }
        return waits;
    }

    private byte[] event(boolean closed, long nowMillis) {
        if (faults.injects(FaultInjector.Kind.BROKEN_SUBSCRIPTION)) {
            ended = true;
            return messages.exception(
                    new AwsException(500, "InternalFailureException", "The subscription was broken on purpose"));
        }
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (JsonGenerator generator = body.mapper().createGenerator(payload)) {
            generator.writeStartObject();
            generator.writeName("Records");
            generator.writeStartArray();
            RecordPage page = new RecordPage(body, generator, shard.index(), MAX_RECORDS, MAX_BYTES);
            ReadResult result = shard.log().read(next, stream.horizonMillis(), page);
            generator.writeEndArray();
            next = result.next();
            allowance.spend(faults.limitsThroughput() ? page.bytes() : 0);
            generator.writeNumberProperty(
                    "MillisBehindLatest",
                    result.reachedEnd() ? 0 : Math.max(0, nowMillis - result.unreadArrivalMillis()));
            if (closed && result.reachedEnd()) {
                RecordPage.writeChildren(stream.shards(), shard.index(), generator);
                ended = true;
            } else {
                long passed = Math.max(next - 1, shard.description().startNumber());
                generator.writeStringProperty(
                        "ContinuationSequenceNumber", SequenceNumber.toString(passed, shard.index()));
            }
            generator.writeEndObject();
        }
        lastEventMillis = nowMillis;
        return messages.event("SubscribeToShardEvent", payload.toByteArray());
    }
}
