package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.localaws.ContractEndpoint;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

/**
 * Whoever subscribes again after the last ContinuationSequenceNumber, whenever that is, reads every record once and in order, over
 * a split too. Of local-aws alone; {@code -Dwildrydes.test.seed} repeats a run.
 */
@Timeout(120)
class SubscriptionsPropertyTest {

    private static final int STEPS = 120;
    private static final String KEY = "Shadowfax";

    @TempDir
    private Path folder;

    private final List<String> written = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private String shard = "shardId-000000000000";
    private @Nullable String continuation;
    private boolean shardEnded;

    @RepeatedTest(3)
    void everyRecordComesOnceAndInOrderHoweverOftenOneSubscribes() throws Exception {
        long seed =
                Long.getLong("wildrydes.test.seed", ThreadLocalRandom.current().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (KinesisHere here = new KinesisHere(folder, Faults.NONE);
                KinesisAsyncClient async = ContractEndpoint.client(KinesisAsyncClient.builder(), here.endpoint())) {
            here.client().createStream(b -> b.streamName("s").shardCount(1));
            String consumer = register(here);
            here.pass(Duration.ofSeconds(1));
            SubscriberHere subscriber = subscribe(async, consumer);
            int splitAt = random.nextInt(STEPS);
            for (int step = 0; step < STEPS || read.size() < written.size(); step++) {
                if (step == splitAt) {
                    split(here);
                }
                int what = step < STEPS ? random.nextInt(4) : 2;
                if (what <= 1) {
                    put(here, 1 + random.nextInt(20), random.nextInt(30_000));
                } else if (what == 2 && read.size() < written.size()) {
                    take(subscriber.next(), here);
                }
                if (what == 3 || shardEnded) {
                    shardEnded = false;
                    subscriber.close();
                    here.pass(Duration.ofSeconds(5));
                    subscriber = subscribe(async, consumer);
                }
            }
            subscriber.close();
        }

        assertThat(read).as("seed %d", seed).isEqualTo(written);
    }

    private static String register(KinesisHere here) {
        String stream = here.client()
                .describeStreamSummary(b -> b.streamName("s"))
                .streamDescriptionSummary()
                .streamARN();
        return here.client()
                .registerStreamConsumer(b -> b.streamARN(stream).consumerName("map"))
                .consumer()
                .consumerARN();
    }

    private SubscriberHere subscribe(KinesisAsyncClient async, String consumer) {
        @Nullable String after = continuation;
        return new SubscriberHere(
                        async,
                        consumer,
                        shard,
                        from -> from.type(after == null ? "TRIM_HORIZON" : "AFTER_SEQUENCE_NUMBER")
                                .sequenceNumber(after))
                .opened();
    }

    private void put(KinesisHere here, int records, int bytes) {
        for (int i = 0; i < records; i++) {
            String data = written.size() + " " + "x".repeat(bytes);
            here.client().putRecord(b -> b.streamName("s").partitionKey(KEY).data(SdkBytes.fromUtf8String(data)));
            written.add(Integer.toString(written.size()));
        }
    }

    private void take(SubscribeToShardEvent event, KinesisHere here) {
        event.records().forEach(record -> read.add(record.data().asUtf8String().split(" ", 2)[0]));
        continuation = event.continuationSequenceNumber();
        shardEnded = continuation == null;
        if (shardEnded) {
            shard = here.client().listShards(b -> b.streamName("s")).shards().stream()
                    .filter(child -> event.childShards().stream()
                            .anyMatch(named -> named.shardId().equals(child.shardId())))
                    .filter(child -> new BigInteger(child.hashKeyRange().startingHashKey())
                                    .compareTo(HashKeyRange.hashKey(KEY.getBytes(StandardCharsets.UTF_8)))
                            <= 0)
                    .reduce((first, second) -> second)
                    .orElseThrow()
                    .shardId();
        }
    }

    private static void split(KinesisHere here) {
        here.client()
                .splitShard(b -> b.streamName("s")
                        .shardToSplit("shardId-000000000000")
                        .newStartingHashKey(BigInteger.ONE.shiftLeft(127).toString()));
    }
}
