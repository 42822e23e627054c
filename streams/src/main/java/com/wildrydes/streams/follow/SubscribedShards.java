package com.wildrydes.streams.follow;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamFollower.Start;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Reads shards by enhanced fan-out: Kinesis pushes what arrives, to a consumer with a throughput of its own. */
final class SubscribedShards implements ShardReadings {

    private final KinesisAsyncClient kinesis;
    private final StreamConsumer consumer;

    /** @param kinesis takes as many calls at once as there are shards: a subscription is a call that lasts */
    SubscribedShards(KinesisAsyncClient kinesis, StreamConsumer consumer) {
        this.kinesis = kinesis;
        this.consumer = consumer;
    }

    @Override
    public ShardReading open(ShardId shard, Start from) {
        return new SubscribedShard(kinesis, consumer, shard, from);
    }

    @Override
    public Optional<StreamFollower.State> trouble() {
        return consumer.isRefused() ? Optional.of(StreamFollower.State.TOO_MANY_CONSUMERS) : Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
