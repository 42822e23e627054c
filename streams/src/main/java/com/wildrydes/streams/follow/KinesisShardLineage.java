package com.wildrydes.streams.follow;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.StreamRecord;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The lineage as Kinesis' ListShards tells it. Failures are retried by the client; what remains is thrown. */
public final class KinesisShardLineage implements ShardLineage {

    /** A shard allows five reads a second to all of its readers, and this one is not the only one. */
    private final ReadBudget pace = new ReadBudget(Duration.ofMillis(250));

    private static final int LIMIT = 10_000;

    private final KinesisAsyncClient kinesis;

    public KinesisShardLineage(KinesisAsyncClient kinesis) {
        this.kinesis = kinesis;
    }

    @Override
    public Shard describe(ShardId shard) throws InterruptedException {
        return Shards.list(kinesis, shard.stream()).stream()
                .filter(found -> found.shardId().equals(shard.shard()))
                .findFirst()
                .map(found -> new Shard(
                        shard,
                        Shards.parents(found),
                        new HashKeyRange(
                                new BigInteger(found.hashKeyRange().startingHashKey()),
                                new BigInteger(found.hashKeyRange().endingHashKey()))))
                .orElseThrow(() -> new IllegalStateException("The shard " + shard + " must be there, but is not"));
    }

    /** Where the parents of a shard end: their last sequence numbers, of those parents that are still in the stream. */
    public Map<ShardId, String> parentEnds(ShardId shard) throws InterruptedException {
        List<software.amazon.awssdk.services.kinesis.model.Shard> all = Shards.list(kinesis, shard.stream());
        Set<String> parents = all.stream()
                .filter(found -> found.shardId().equals(shard.shard()))
                .flatMap(found -> Shards.parents(found).stream())
                .collect(Collectors.toSet());
        return all.stream()
                .filter(found -> parents.contains(found.shardId()))
                .collect(Collectors.toMap(
                        found -> new ShardId(shard.stream(), found.shardId()),
                        found -> found.sequenceNumberRange().endingSequenceNumber()));
    }

    @Override
    public boolean readToEnd(ShardId shard, Instant from, Consumer<StreamRecord> records) throws InterruptedException {
        ShardReader reader = new ShardReader(
                kinesis,
                shard,
                request -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(from),
                LIMIT);
        try {
            while (!reader.ended()) {
                pace.await(shard);
                reader.read().records().forEach(records);
            }
        } catch (ResourceNotFoundException e) {
            return false;
        } finally {
            pace.forget(shard);
        }
        return true;
    }
}
