package com.wildrydes.streams.follow;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamFollower.Start;
import com.wildrydes.streams.StreamRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

/**
 * Reads one shard through subscriptions, one after the other: each lasts five minutes at most, and the next begins after the
 * last event that was given, so nothing is left out and nothing comes twice.
 */
final class SubscribedShard implements ShardReading {

    /** An event comes every few seconds, if without records: a subscription that is silent for so long is dead. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final KinesisAsyncClient kinesis;
    private final StreamConsumer consumer;
    private final ShardId shard;
    private final Start start;
    private String arn = "";
    private @Nullable ShardSubscription subscription;
    private @Nullable String continuation;
    private boolean ended;

    SubscribedShard(KinesisAsyncClient kinesis, StreamConsumer consumer, ShardId shard, Start start) {
        this.kinesis = kinesis;
        this.consumer = consumer;
        this.shard = shard;
        this.start = start;
    }

    @Override
    public Read read() throws InterruptedException {
        if (subscription == null) {
            arn = consumer.arn();
            subscription = ShardSubscription.open(kinesis, arn, shard.shard(), position());
        }
        try {
            Optional<SubscribeToShardEvent> event = subscription.next(SILENCE);
            if (event.isEmpty()) {
                close(); // its five minutes are over
                return new Read(List.of(), Duration.ZERO);
            }
            return take(event.get());
        } catch (RuntimeException e) {
            close();
            if (e instanceof ResourceNotFoundException) {
                consumer.lost(arn);
            }
            throw e;
        }
    }

    private Read take(SubscribeToShardEvent event) {
        continuation = event.continuationSequenceNumber();
        ended = continuation == null;
        List<StreamRecord> records =
                event.records().stream().map(SubscribedShard::record).toList();
        Long behind = event.millisBehindLatest();
        return new Read(records, behind == null ? Duration.ZERO : Duration.ofMillis(behind));
    }

    private static StreamRecord record(Record record) {
        return new StreamRecord(
                Position.of(record.sequenceNumber()),
                record.approximateArrivalTimestamp(),
                record.partitionKey(),
                record.data().asByteArrayUnsafe());
    }

    private StartingPosition position() {
        StartingPosition.Builder position = StartingPosition.builder();
        if (continuation != null) {
            position.type(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(continuation);
        } else if (start instanceof Start.At at) {
            position.type(ShardIteratorType.AT_TIMESTAMP).timestamp(at.time());
        } else {
            position.type(start instanceof Start.Latest ? ShardIteratorType.LATEST : ShardIteratorType.TRIM_HORIZON);
        }
        return position.build();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }
}
