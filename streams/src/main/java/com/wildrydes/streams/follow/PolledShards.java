package com.wildrydes.streams.follow;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamFollower.Start;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads shards with GetRecords, within a budget that all who poll in this process share. */
final class PolledShards implements ShardReadings {

    private final KinesisAsyncClient kinesis;
    private final ReadBudget budget;
    private final int limit;

    PolledShards(KinesisAsyncClient kinesis, ReadBudget budget, int limit) {
        this.kinesis = kinesis;
        this.budget = budget;
        this.limit = limit;
    }

    @Override
    public ShardReading open(ShardId shard, Start from) {
        ShardReader reader = new ShardReader(kinesis, shard, request -> begin(request, from), limit);
        return new ShardReading() {
            @Override
            public Read read() throws InterruptedException {
                budget.await(shard);
                return reader.read();
            }

            @Override
            public boolean ended() {
                return reader.ended();
            }

            @Override
            public void close() {
                budget.forget(shard);
            }
        };
    }

    private static void begin(GetShardIteratorRequest.Builder request, Start from) {
        if (from instanceof Start.At at) {
            request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(at.time());
        } else {
            request.shardIteratorType(
                    from instanceof Start.Latest ? ShardIteratorType.LATEST : ShardIteratorType.TRIM_HORIZON);
        }
    }

    @Override
    public Optional<StreamFollower.State> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // An iterator is nobody's.
    }
}
