package com.wildrydes.localaws.kinesis;

import static com.wildrydes.localaws.ContractEndpoint.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Writers go on while shards split and merge under them. Of local-aws alone: elsewhere a change of shape takes half a minute. */
class ReshardingTest extends KinesisContract {

    private static final int WRITERS = 3;
    private static final int CHANGES = 25;

    @Test
    void keepsEveryRecordOnceAndTheOrderOfEveryKeyFromParentToChild() throws Exception {
        long seed = 20260202;
        Random random = new Random(seed);
        String stream = unique("resharding");
        kinesis.createStream(b -> b.streamName(stream).shardCount(2));
        created.add(stream);
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<Map<String, Integer>>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String fleet = "fleet " + i;
            writers.add(threads.submit(writer(stream, fleet, enough)));
        }

        for (int i = 0; i < CHANGES; i++) {
            change(stream, random);
        }
        enough.set(true);
        Map<String, Integer> written = new HashMap<>();
        for (Future<Map<String, Integer>> writer : writers) {
            written.putAll(writer.get());
        }
        threads.shutdown();

        // A child's numbers are greater than its parents': in the order of their beginnings no shard precedes its
        // parent.
        List<Shard> oldestFirst = new ArrayList<>(shards(stream));
        oldestFirst.sort(Comparator.comparing(
                shard -> new BigInteger(shard.sequenceNumberRange().startingSequenceNumber())));
        Map<String, Integer> next = new HashMap<>();
        for (Shard shard : oldestFirst) {
            read(iterator(stream, shard.shardId(), ShardIteratorType.TRIM_HORIZON))
                    .forEach(stored -> {
                        int expected = next.getOrDefault(stored.partitionKey(), 0);
                        assertThat(Integer.parseInt(stored.data().asUtf8String()))
                                .as("seed " + seed + ", " + stored.partitionKey() + " in " + shard.shardId())
                                .isEqualTo(expected);
                        next.put(stored.partitionKey(), expected + 1);
                    });
        }
        assertThat(next).isEqualTo(written);
    }

    private static Callable<Map<String, Integer>> writer(String stream, String fleet, AtomicBoolean enough) {
        return () -> {
            Map<String, Integer> written = new HashMap<>();
            while (!enough.get()) {
                List<PutRecordsRequestEntry> entries = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    String key = fleet + " unicorn " + i;
                    int number = written.merge(key, 1, Integer::sum) - 1;
                    entries.add(entry(key, Integer.toString(number)));
                }
                PutRecordsResponse response =
                        kinesis.putRecords(b -> b.streamName(stream).records(entries));
                assertThat(response.failedRecordCount()).isZero();
            }
            return written;
        };
    }

    private static void change(String stream, Random random) {
        List<Shard> open = new ArrayList<>(open(stream));
        open.sort(Comparator.comparing(shard -> start(shard)));
        int chosen = random.nextInt(open.size());
        Shard shard = open.get(chosen);
        if (chosen + 1 < open.size() && random.nextInt(6) < open.size()) {
            kinesis.mergeShards(b -> b.streamName(stream)
                    .shardToMerge(shard.shardId())
                    .adjacentShardToMerge(open.get(chosen + 1).shardId()));
        } else {
            BigInteger middle = start(shard)
                    .add(new BigInteger(shard.hashKeyRange().endingHashKey()))
                    .shiftRight(1);
            kinesis.splitShard(
                    b -> b.streamName(stream).shardToSplit(shard.shardId()).newStartingHashKey(middle.toString()));
        }
    }

    private static BigInteger start(Shard shard) {
        return new BigInteger(shard.hashKeyRange().startingHashKey());
    }
}
