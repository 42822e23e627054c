package com.wildrydes.persister;

import static com.wildrydes.persister.Summaries.MINUTE;
import static com.wildrydes.persister.Summaries.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import com.wildrydes.persister.SummaryStore.Outcome;
import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.Latency;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.MinuteSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** The table's rules, by the real SDK against DynamoDB Local. */
@Timeout(120)
class SummaryTableIT {

    private static final String TABLE = "UnicornSensorData";
    private static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59Z");

    @TempDir
    private static Path data;

    private static LocalAws aws;
    private static DynamoDbClient dynamoDb;
    private static SummaryTable table;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("dynamodb"));
        dynamoDb = at(aws, DynamoDbClient.builder()).build();
        new TableProvisioner(dynamoDb, TABLE, null).provision();
        table = new SummaryTable(at(aws, DynamoDbAsyncClient.builder()).build(), TABLE, null);
    }

    @AfterAll
    static void stop() {
        table.close();
        dynamoDb.close();
        aws.close();
    }

    @Test
    void neverPutsFewerSamplesOverMore() {
        MinuteSummary most = Summaries.of("Bucephalus", MINUTE, 60);

        assertThat(table.put(Summaries.of("Bucephalus", MINUTE, 59)).join()).isEqualTo(Outcome.WRITTEN);
        assertThat(table.put(most).join()).isEqualTo(Outcome.WRITTEN);
        assertThat(table.put(most).join()).isEqualTo(Outcome.WRITTEN);
        assertThat(table.put(Summaries.of("Bucephalus", MINUTE, 1)).join()).isEqualTo(Outcome.OUTDATED);

        assertThat(read("Bucephalus", 10, null).items()).containsExactly(most);
    }

    @Test
    void displacesARowOfAnOlderVersion() {
        Map<String, AttributeValue> old = new HashMap<>(SummaryItem.of(Summaries.of("Sleipnir", MINUTE, 40), null));
        old.remove("Samples");
        dynamoDb.putItem(put -> put.tableName(TABLE).item(old));
        assertThat(read("Sleipnir", 10, null).items())
                .singleElement()
                .satisfies(row -> assertThat(row.samples()).isOne());

        MinuteSummary current = Summaries.of("Sleipnir", MINUTE, 1);
        assertThat(table.put(current).join()).isEqualTo(Outcome.WRITTEN);

        assertThat(read("Sleipnir", 10, null).items()).containsExactly(current);
    }

    @Test
    void readsNewestFirstPageByPage() {
        List<MinuteSummary> newestFirst = new ArrayList<>();
        for (int minute = 0; minute < 25; minute++) {
            MinuteSummary summary = Summaries.of("Pégase 🦄", MINUTE.plusSeconds(60L * minute), minute + 1);
            table.put(summary).join();
            newestFirst.add(0, summary);
        }

        List<MinuteSummary> read = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String after = null;
        do {
            SummaryPages.Page page = read("Pégase 🦄", 10, after);
            read.addAll(page.items());
            sizes.add(page.items().size());
            after = page.last();
        } while (after != null);

        assertThat(read).isEqualTo(newestFirst);
        assertThat(sizes).containsExactly(10, 10, 5);
    }

    @Test
    void readsARangeWithoutItsEnd() {
        for (int minute = 0; minute < 4; minute++) {
            table.put(Summaries.of("Arion", MINUTE.plusSeconds(60L * minute), 60))
                    .join();
        }

        assertThat(pages(null)
                        .read("Arion", MINUTE.plusSeconds(60), MINUTE.plusSeconds(180), 10, null)
                        .items())
                .extracting(MinuteSummary::windowStart)
                .containsExactly(MINUTE.plusSeconds(120), MINUTE.plusSeconds(60));
    }

    @Test
    void leavesOutRowsThatDynamoDbHasYetToDelete() {
        table.put(Summaries.of("Tulpar", MINUTE, 60)).join();
        table.put(Summaries.of("Tulpar", MINUTE.minus(Duration.ofDays(2)), 60)).join();

        SummaryPages.Page page = pages(Duration.ofDays(1)).read("Tulpar", Instant.EPOCH, FOREVER, 10, null);

        assertThat(page.items()).extracting(MinuteSummary::windowStart).containsExactly(MINUTE);
        assertThat(pages(Duration.ofDays(1))
                        .read("Tulpar", Instant.EPOCH, MINUTE.minus(Duration.ofDays(1)), 10, null)
                        .items())
                .isEmpty();
    }

    @Test
    void provisionsOnDemandAndExpiryAndMayBeRepeated() {
        TableProvisioner provisioner = new TableProvisioner(dynamoDb, "Expiring", Duration.ofDays(30));
        provisioner.provision();
        provisioner.provision();

        assertThat(dynamoDb.describeTable(describe -> describe.tableName("Expiring"))
                        .table()
                        .billingModeSummary()
                        .billingMode())
                .isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(dynamoDb.describeTimeToLive(describe -> describe.tableName("Expiring"))
                        .timeToLiveDescription())
                .satisfies(ttl -> {
                    assertThat(ttl.timeToLiveStatus()).isIn(TimeToLiveStatus.ENABLED, TimeToLiveStatus.ENABLING);
                    assertThat(ttl.attributeName()).isEqualTo("ExpiresAt");
                });
    }

    @Test
    void endsWithTheLargestOfEveryMinuteWhenHalfOfTheWritesAreThrottled() throws Exception {
        Random random = new Random(42);
        int minutes = 50;
        List<MinuteSummary> summaries = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            for (long samples : List.of(60L, 59L, 30L, 60L, 1L)) {
                summaries.add(Summaries.of("Throttled", MINUTE.plusSeconds(60L * minute), samples));
            }
        }
        Collections.shuffle(summaries, random);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        List<Position> checkpoints = new ArrayList<>();
        try (SummaryTable throttled = new SummaryTable(
                        at(aws, DynamoDbAsyncClient.builder())
                                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                                        .addExecutionInterceptor(new Throttle(random)))
                                .build(),
                        TABLE,
                        null);
                RetriedCalls calls = new RetriedCalls(
                        "summaries", 16, new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)), random, meters)) {
            SummaryProcessor processor = new SummaryProcessor(
                    new ShardId("wildrydes-summary", "shard-0"),
                    throttled,
                    calls,
                    (shard, record, code, detail) -> CompletableFuture.completedFuture(null),
                    new Latency("row", meters, Clock.systemUTC()),
                    meters);
            for (int from = 0; from < summaries.size(); from += 10) {
                List<StreamRecord> records = new ArrayList<>();
                for (int i = from; i < from + 10; i++) {
                    records.add(record(i + 1, summaries.get(i)));
                }
                processor.process(records, checkpoints::add);
            }
            processor.shardEnded();
        }

        assertThat(checkpoints).containsExactly(Position.of(String.valueOf(summaries.size())));
        assertThat(read("Throttled", 100, null).items())
                .hasSize(minutes)
                .allSatisfy(row -> assertThat(row.samples()).isEqualTo(60));
        assertThat(meters.counter("wildrydes.summaries.retries", "reason", "ProvisionedThroughputExceededException")
                        .count())
                .isPositive();
    }

    private static SummaryPages.Page read(String name, int limit, @Nullable String after) {
        return pages(null).read(name, Instant.EPOCH, FOREVER, limit, after);
    }

    private static SummaryPages pages(@Nullable Duration keep) {
        return new SummaryPages(dynamoDb, TABLE, keep, Clock.fixed(MINUTE.plusSeconds(60), ZoneOffset.UTC));
    }

    static <B extends AwsClientBuilder<B, ?>> B at(LocalAws aws, B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    /** Answers every other call as a throttled table does, before it is sent. */
    private static final class Throttle implements ExecutionInterceptor {

        private final Random random;

        Throttle(Random random) {
            this.random = random;
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (random.nextBoolean()) {
                throw ProvisionedThroughputExceededException.builder()
                        .message("throttled")
                        .build();
            }
        }
    }
}
