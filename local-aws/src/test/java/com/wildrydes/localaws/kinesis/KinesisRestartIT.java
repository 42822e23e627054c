package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.LocalAwsProcess;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;

/** What a kill or a stop leaves behind; of local-aws alone. */
class KinesisRestartIT {

    private static final int KILLS = 3;
    private static final int BATCH = 20;

    @TempDir
    private Path data;

    /** Data by sequence number. */
    private final Map<String, String> acknowledged = new HashMap<>();

    private int sent;

    private static KinesisClient client(URI endpoint) {
        return ContractEndpoint.client(
                KinesisClient.builder().overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())),
                endpoint);
    }

    @Test
    void keepsEveryAcknowledgedRecordThoughTheProcessIsKilledWhileItWrites() throws Exception {
        StreamDescription created = null;
        for (int i = 0; i <= KILLS; i++) {
            try (LocalAwsProcess process = LocalAwsProcess.start(data, "--services=kinesis");
                    KinesisClient kinesis = client(process.endpoint())) {
                if (created == null) {
                    kinesis.createStream(b -> b.streamName("s").shardCount(2));
                    created = describe(kinesis);
                }
                assertThat(describe(kinesis)).isEqualTo(created);
                requireAll(kinesis);
                if (i < KILLS) {
                    writeUntilKilled(process, kinesis);
                }
            }
        }
        assertThat(acknowledged).isNotEmpty();
    }

    private static StreamDescription describe(KinesisClient kinesis) {
        return kinesis.describeStream(b -> b.streamName("s")).streamDescription();
    }

    private void writeUntilKilled(LocalAwsProcess process, KinesisClient kinesis) throws InterruptedException {
        CountDownLatch written = new CountDownLatch(30);
        Thread writer = new Thread(() -> {
            try {
                while (true) {
                    write(kinesis);
                    written.countDown();
                }
            } catch (SdkException e) {
                // Killed: this call was not acknowledged.
            }
        });
        writer.start();
        written.await();
        process.kill();
        writer.join();
    }

    private void write(KinesisClient kinesis) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey("unicorn " + i)
                    .data(SdkBytes.fromUtf8String(Integer.toString(sent++)))
                    .build());
        }
        PutRecordsResponse response = kinesis.putRecords(b -> b.streamName("s").records(entries));
        for (int i = 0; i < BATCH; i++) {
            acknowledged.put(
                    response.records().get(i).sequenceNumber(),
                    entries.get(i).data().asUtf8String());
        }
    }

    private void requireAll(KinesisClient kinesis) {
        Map<String, String> found = new HashMap<>();
        for (Shard shard : describe(kinesis).shards()) {
            List<Record> records = read(kinesis, shard.shardId());
            assertThat(records)
                    .extracting(stored -> new BigInteger(stored.sequenceNumber()))
                    .isSortedAccordingTo(Comparator.naturalOrder());
            Map<String, Integer> last = new HashMap<>();
            for (Record stored : records) {
                int number = Integer.parseInt(stored.data().asUtf8String());
                Integer before = last.put(stored.partitionKey(), number);
                assertThat(before == null || before < number).isTrue();
                found.put(stored.sequenceNumber(), stored.data().asUtf8String());
            }
        }
        assertThat(found).containsAllEntriesOf(acknowledged);
    }

    private static List<Record> read(KinesisClient kinesis, String shard) {
        List<Record> records = new ArrayList<>();
        String iterator = kinesis.getShardIterator(
                        b -> b.streamName("s").shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (true) {
            String current = iterator;
            GetRecordsResponse response = kinesis.getRecords(b -> b.shardIterator(current));
            if (response.records().isEmpty()) {
                return records;
            }
            records.addAll(response.records());
            iterator = response.nextShardIterator();
        }
    }

    @Test
    void isAsItWasAfterAStop() throws Exception {
        StreamDescription before;
        String iterator;
        try (LocalAwsProcess process = LocalAwsProcess.start(data, "--services=kinesis");
                KinesisClient kinesis = client(process.endpoint())) {
            kinesis.createStream(b -> b.streamName("s").shardCount(2));
            kinesis.splitShard(
                    b -> b.streamName("s").shardToSplit("shardId-000000000000").newStartingHashKey("1000"));
            kinesis.addTagsToStream(b -> b.streamName("s").tags(Map.of("fleet", "north")));
            kinesis.increaseStreamRetentionPeriod(b -> b.streamName("s").retentionPeriodHours(48));
            write(kinesis);
            before = describe(kinesis);
            iterator = kinesis.getShardIterator(b -> b.streamName("s")
                            .shardId("shardId-000000000001")
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            assertThat(process.stop()).isEqualTo(128 + 15);
        }

        try (LocalAwsProcess process = LocalAwsProcess.start(data, "--services=kinesis");
                KinesisClient kinesis = client(process.endpoint())) {
            assertThat(describe(kinesis)).isEqualTo(before);
            assertThat(kinesis.listTagsForStream(b -> b.streamName("s")).tags()).hasSize(1);
            requireAll(kinesis);
            assertThat(kinesis.getRecords(b -> b.shardIterator(iterator)).records())
                    .isNotEmpty();
        }
    }
}
