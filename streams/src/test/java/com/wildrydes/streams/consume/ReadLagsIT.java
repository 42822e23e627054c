package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.LocalKinesis;
import com.wildrydes.streams.ShardId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

@Timeout(60)
class ReadLagsIT {

    private static final ShardId SHARD = new ShardId("wildrydes", "shardId-000000000000");

    @TempDir
    private Path data;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
    private final ReadLags lags = new ReadLags(clock(now::get));
    private LocalKinesis kinesis;
    private KinesisAsyncClient reader;

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    @BeforeEach
    void startKinesis() {
        kinesis = LocalKinesis.start(data, "kinesis");
        kinesis.create(SHARD.stream(), 1);
        kinesis.put(SHARD.stream(), "Shadowfax", "first");
        kinesis.put(SHARD.stream(), "Shadowfax", "second");
        reader = KinesisAsyncClient.builder()
                .endpointOverride(kinesis.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(override -> override.addExecutionInterceptor(lags))
                .build();
    }

    @AfterEach
    void stopKinesis() {
        reader.close();
        kinesis.close();
    }

    @Test
    void knowsNothingBeforeTheFirstRead() {
        iterator();

        assertThat(lags.behind(SHARD)).isEmpty();
    }

    @Test
    void saysWhatKinesisSaysAndHowLongThatIsAgo() {
        GetRecordsResponse first = read(iterator());
        assertThat(lags.behind(SHARD)).contains(Duration.ofMillis(first.millisBehindLatest()));

        now.updateAndGet(then -> then.plusSeconds(7));
        assertThat(lags.behind(SHARD))
                .contains(Duration.ofMillis(first.millisBehindLatest()).plusSeconds(7));

        GetRecordsResponse last = read(read(first.nextShardIterator()).nextShardIterator());
        assertThat(last.millisBehindLatest()).isZero();
        assertThat(lags.behind(SHARD)).contains(Duration.ZERO);
    }

    @Test
    void forgetsAShardThatIsReadNoMore() {
        read(iterator());
        lags.forget(SHARD);

        assertThat(lags.behind(SHARD)).isEmpty();
    }

    private String iterator() {
        return reader.getShardIterator(request -> request.streamName(SHARD.stream())
                        .shardId(SHARD.shard())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .join()
                .shardIterator();
    }

    private GetRecordsResponse read(String iterator) {
        return reader.getRecords(request -> request.shardIterator(iterator).limit(1))
                .join();
    }
}
