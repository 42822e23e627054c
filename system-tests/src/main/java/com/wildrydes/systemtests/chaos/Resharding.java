package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Streams;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Splits and merges shards that are open. */
public final class Resharding {

    private static final int MOST_SHARDS = 8;

    private final KinesisClient kinesis;

    public Resharding(KinesisClient kinesis) {
        this.kinesis = kinesis;
    }

    /**
     * Splits one of the open shards in the middle.
     *
     * @param where which, from 0 for the lowest hash keys to 1
     * @return the shard; none when there are many already
     */
    public Optional<String> split(String stream, double where) {
        List<Shard> open = open(stream);
        if (open.size() >= MOST_SHARDS) {
            return Optional.empty();
        }
        Shard shard = open.get(index(where, open.size()));
        BigInteger middle = first(shard)
                .add(new BigInteger(shard.hashKeyRange().endingHashKey()))
                .shiftRight(1)
                .add(BigInteger.ONE);
        kinesis.splitShard(
                r -> r.streamName(stream).shardToSplit(shard.shardId()).newStartingHashKey(middle.toString()));
        return Optional.of(shard.shardId());
    }

    /**
     * Merges two neighbours.
     *
     * @return both; none when there is one shard only
     */
    public Optional<String> merge(String stream, double where) {
        List<Shard> open = open(stream);
        if (open.size() < 2) {
            return Optional.empty();
        }
        int lower = index(where, open.size() - 1);
        String shard = open.get(lower).shardId();
        String neighbour = open.get(lower + 1).shardId();
        kinesis.mergeShards(r -> r.streamName(stream).shardToMerge(shard).adjacentShardToMerge(neighbour));
        return Optional.of(shard + " and " + neighbour);
    }

    private List<Shard> open(String stream) {
        List<Shard> open = new ArrayList<>(Streams.shards(kinesis, stream));
        open.removeIf(shard -> shard.sequenceNumberRange().endingSequenceNumber() != null);
        open.sort(Comparator.comparing(Resharding::first));
        return open;
    }

    private static BigInteger first(Shard shard) {
        return new BigInteger(shard.hashKeyRange().startingHashKey());
    }

    private static int index(double where, int size) {
        return Math.min((int) (where * size), size - 1);
    }
}
