package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.ExpiredNextTokenException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** What time does to iterators, tokens, records and shards; of local-aws alone, whose clock can be moved. */
class KinesisTimeTest {

    private static final String SHARD = "shardId-000000000000";

    @TempDir
    private Path folder;

    private KinesisHere here;
    private KinesisClient kinesis;

    @BeforeEach
    void start() {
        here = new KinesisHere(folder, Faults.NONE);
        kinesis = here.client();
        kinesis.createStream(b -> b.streamName("s").shardCount(1));
    }

    @AfterEach
    void stop() {
        here.close();
    }

    private void put(String data) {
        kinesis.putRecord(b -> b.streamName("s").partitionKey("key").data(SdkBytes.fromUtf8String(data)));
    }

    private String iterator() {
        return kinesis.getShardIterator(
                        b -> b.streamName("s").shardId(SHARD).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    private GetRecordsResponse get(String iterator) {
        return kinesis.getRecords(b -> b.shardIterator(iterator));
    }

    private static List<String> texts(GetRecordsResponse response) {
        return response.records().stream()
                .map(Record::data)
                .map(SdkBytes::asUtf8String)
                .toList();
    }

    @Test
    void anIteratorLivesForFiveMinutes() {
        put("data");
        String iterator = iterator();

        here.pass(Duration.ofMinutes(5));
        assertThat(texts(get(iterator))).containsExactly("data");
        here.pass(Duration.ofMillis(1));
        assertThatThrownBy(() -> get(iterator))
                .isInstanceOf(ExpiredIteratorException.class)
                .hasMessageContaining("The iterator was created at time Mon Nov 23 01:02:03 UTC 2026 while right now"
                        + " it is Mon Nov 23 01:07:03 UTC 2026 which is further in the future than the tolerated"
                        + " delay of 300000 milliseconds.");
    }

    @Test
    void everyReadingGivesAnIteratorThatLivesAnew() {
        String iterator = iterator();
        for (int i = 0; i < 3; i++) {
            here.pass(Duration.ofMinutes(4));
            iterator = get(iterator).nextShardIterator();
        }
        put("data");

        assertThat(texts(get(iterator))).containsExactly("data");
    }

    @Test
    void saysHowLongAgoTheNextRecordArrived() {
        put("1");
        put("2");
        here.pass(Duration.ofSeconds(90));

        GetRecordsResponse first =
                kinesis.getRecords(b -> b.shardIterator(iterator()).limit(1));

        assertThat(first.millisBehindLatest()).isEqualTo(90_000);
        assertThat(get(first.nextShardIterator()).millisBehindLatest()).isZero();
    }

    @Test
    void aRecordLivesForTheRetentionPeriod() {
        put("old");
        here.pass(Duration.ofHours(1));
        put("new");

        here.pass(Duration.ofHours(23));
        assertThat(texts(get(iterator()))).containsExactly("old", "new");
        here.pass(Duration.ofMillis(1));
        assertThat(texts(get(iterator()))).containsExactly("new");
        kinesis.increaseStreamRetentionPeriod(b -> b.streamName("s").retentionPeriodHours(48));
        assertThat(texts(get(iterator()))).containsExactly("old", "new");
    }

    @Test
    void arrivalTimesAreTheClocks() {
        put("data");

        assertThat(get(iterator()).records().get(0).approximateArrivalTimestamp())
                .isEqualTo(here.now());
    }

    @Test
    void aClosedShardGoesWhenItsLastRecordsHave() {
        kinesis.splitShard(b -> b.streamName("s").shardToSplit(SHARD).newStartingHashKey("1000"));
        String iterator = iterator();

        here.pass(Duration.ofHours(24));
        here.service().trim();
        assertThat(kinesis.listShards(b -> b.streamName("s")).shards()).hasSize(3);
        here.pass(Duration.ofMillis(1));
        here.service().trim();

        assertThat(kinesis.listShards(b -> b.streamName("s")).shards())
                .extracting(Shard::shardId)
                .containsExactly("shardId-000000000001", "shardId-000000000002");
        assertThat(kinesis.listShards(b -> b.streamName("s").shardFilter(f -> f.type(ShardFilterType.AT_TRIM_HORIZON)))
                        .shards())
                .hasSize(2);
        assertThatThrownBy(this::iterator).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ExpiredIteratorException.class);
    }

    @Test
    void shardsNeverTakeTheNameOfOneThatIsGone() {
        kinesis.splitShard(b -> b.streamName("s").shardToSplit(SHARD).newStartingHashKey("1000"));
        kinesis.mergeShards(b ->
                b.streamName("s").shardToMerge("shardId-000000000001").adjacentShardToMerge("shardId-000000000002"));
        here.pass(Duration.ofHours(25));
        here.service().trim();

        kinesis.splitShard(
                b -> b.streamName("s").shardToSplit("shardId-000000000003").newStartingHashKey("1000"));

        assertThat(kinesis.listShards(b -> b.streamName("s")).shards())
                .extracting(Shard::shardId)
                .containsExactly("shardId-000000000003", "shardId-000000000004", "shardId-000000000005");
    }

    @Test
    void aTokenOfAListLivesForFiveMinutes() {
        kinesis.updateShardCount(b -> b.streamName("s").targetShardCount(2).scalingType("UNIFORM_SCALING"));
        String token = kinesis.listShards(b -> b.streamName("s").maxResults(1)).nextToken();

        here.pass(Duration.ofMinutes(5));
        assertThat(kinesis.listShards(b -> b.nextToken(token)).shards()).hasSize(2);
        here.pass(Duration.ofMillis(1));
        assertThatThrownBy(() -> kinesis.listShards(b -> b.nextToken(token)))
                .isInstanceOf(ExpiredNextTokenException.class);
    }
}
