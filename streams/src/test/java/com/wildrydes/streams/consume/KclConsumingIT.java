package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.streams.Checkpointer;
import com.wildrydes.streams.Collector;
import com.wildrydes.streams.ConsumerApp;
import com.wildrydes.streams.LocalKinesis;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.provision.ProcessEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Consuming through the real binder, SDK and KCL, its leases in DynamoDB Local, and the traps of the KCL adapter. */
@Timeout(90)
class KclConsumingIT {

    @TempDir
    private static Path data;

    private static LocalKinesis kinesis;

    private final List<ConfigurableApplicationContext> running = new ArrayList<>();
    /** The stream, the group and its lease table: each test has its own. */
    private String name;

    @BeforeAll
    static void startAws() {
        kinesis = LocalKinesis.start(data, "kinesis", "dynamodb");
    }

    @AfterAll
    static void stopAws() {
        kinesis.close();
    }

    @BeforeEach
    void nameAll(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void stopAll() {
        running.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void deliversAgainWhatAProcessorThrewOnAndNothingTwice() throws Exception {
        kinesis.create(name, 1);
        for (int i = 0; i < 50; i++) {
            put("r" + i);
        }
        AtomicInteger failures = new AtomicInteger();
        Collector collector = new Collector() {
            @Override
            protected void before(int shard, String record) {
                if (record.equals("r40") && failures.getAndIncrement() < 3) {
                    throw new IllegalStateException("Broken");
                }
            }
        };
        run(collector);

        List<String> delivered = collector.until("0: r49");
        put("after");

        assertThat(failures).hasValue(4);
        assertThat(delivered.subList(delivered.lastIndexOf("0: r0"), delivered.size()))
                .containsExactlyElementsOf(Stream.iterate(0, i -> i < 50, i -> i + 1)
                        .map(i -> "0: r" + i)
                        .toList());
        assertThat(collector.next(1)).containsExactly("0: after");
    }

    @Test
    void storesAShardsEndOnlyWhenItsProcessorHasConfirmedItAndReadsTheChildrenAfterThat() throws Exception {
        kinesis.create(name, 1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        Collector collector = new Collector() {
            @Override
            protected void ending(int shard) throws InterruptedException {
                ending.countDown();
                mayEnd.await();
            }

            @Override
            protected void checkpoint(int shard, List<StreamRecord> records, Checkpointer checkpointer) {}
        };
        run(collector);
        put("before");
        collector.until("0: before");
        kinesis.split(name, shardId(0));
        put("after");
        ending.await();
        assertThat(checkpoint(0)).isEqualTo("TRIM_HORIZON");
        assertThat(collector.events).isEmpty();

        mayEnd.countDown();

        assertThat(collector.next(2)).containsExactly("0: ended", "0: closed");
        List<String> child = collector.next(2);
        assertThat(child.get(0)).matches("[12]: opened");
        assertThat(child.get(1)).matches("[12]: after");
        assertThat(checkpoint(0)).isEqualTo("SHARD_END");
    }

    @Test
    void readsTheChildOfAMergeOnlyAfterBothItsParents() throws Exception {
        kinesis.create(name, 2);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Collector collector = new Collector() {
            @Override
            protected void ending(int shard) throws InterruptedException {
                if (shard == 1) {
                    mayEnd.await();
                }
            }
        };
        run(collector);
        kinesis.put(name, "unicorn1", "a");
        kinesis.put(name, "unicorn0", "b");
        assertThat(collector.next(4)).contains("0: a", "1: b");
        kinesis.merge(name, shardId(0), shardId(1));
        put("after");
        assertThat(collector.until("0: closed")).containsExactly("0: ended", "0: closed");
        // KCL makes the child's lease when the first of its parents has ended; the worker holds it for some renewals.
        await().atMost(Duration.ofSeconds(30)).until(() -> Integer.parseInt(attribute(2, "leaseCounter")) > 5);
        assertThat(collector.events).isEmpty();

        mayEnd.countDown();

        assertThat(collector.next(4)).containsExactly("1: ended", "1: closed", "2: opened", "2: after");
    }

    @Test
    void readsAShardAgainThatWasNotConfirmedBeforeTheStop() throws Exception {
        kinesis.create(name, 1);
        CountDownLatch ending = new CountDownLatch(1);
        Collector stopped = new Collector() {
            @Override
            protected void ending(int shard) throws InterruptedException {
                ending.countDown();
                new CountDownLatch(1).await();
            }

            @Override
            protected void checkpoint(int shard, List<StreamRecord> records, Checkpointer checkpointer) {}
        };
        ConfigurableApplicationContext app = run(stopped, "wildrydes.streams.reading.stop-timeout=10ms");
        put("open minute");
        stopped.until("0: open minute");
        kinesis.split(name, shardId(0));
        ending.await();
        app.close();

        Collector second = new Collector();
        run(second);

        assertThat(second.until("0: ended")).containsExactly("0: opened", "0: open minute", "0: ended");
    }

    @Test
    void goesOnWithinAnAggregatedRecordAndStoresNothingAtAStopThatWasNotSafe() throws Exception {
        kinesis.create(name, 1);
        put("plain");
        kinesis.put(
                name,
                "a",
                Aggregated.record()
                        .add("Shadowfax", "one")
                        .add("Rocinante", "two")
                        .add("Binky", "three")
                        .toBytes());
        Collector first = new Collector() {
            @Override
            protected void checkpoint(int shard, List<StreamRecord> records, Checkpointer checkpointer) {
                checkpointer.checkpoint(records.get(2).position());
            }
        };
        ConfigurableApplicationContext app = run(first);
        assertThat(first.next(5)).containsExactly("0: opened", "0: plain", "0: one", "0: two", "0: three");
        app.close();
        assertThat(first.next(1)).containsExactly("0: closed");

        Collector second = new Collector();
        run(second);

        assertThat(second.next(2)).containsExactly("0: resumed", "0: three");
    }

    @Test
    void closesTheProcessorOfALeaseThatAnotherWorkerTakesAndOpensANewOneWhenItComesBack() throws Exception {
        kinesis.create(name, 2);
        Collector first = new FirstRecordIsSafe();
        run(first);
        kinesis.put(name, "unicorn1", "a");
        kinesis.put(name, "unicorn1", "b");
        first.until("0: b");
        kinesis.put(name, "unicorn0", "a");
        kinesis.put(name, "unicorn0", "b");
        first.until("1: b");

        Collector second = new FirstRecordIsSafe();
        ConfigurableApplicationContext app = run(second);
        List<String> taken = second.next(2);
        String shard = taken.get(0).substring(0, 1);

        assertThat(taken).containsExactly(shard + ": resumed", shard + ": b");
        assertThat(first.next(1)).containsExactly(shard + ": closed");
        app.close();
        assertThat(first.next(2)).containsExactly(shard + ": resumed", shard + ": b");
    }

    @Test
    void closesAProcessorThatBlocksWhenItsLeaseIsLostAndKeepsTheOneThatFollows() throws Exception {
        kinesis.create(name, 1);
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Collector collector = new Collector() {
            @Override
            protected void before(int shard, String record) throws InterruptedException {
                if (record.equals("two") && blocked.getCount() > 0) {
                    blocked.countDown();
                    awaitThroughInterruptions(release, () -> events.add("interrupted"));
                }
            }
        };
        run(collector, "wildrydes.streams.reading.stop-timeout=10ms");
        put("one");
        assertThat(collector.next(2)).containsExactly("0: opened", "0: one");
        await().until(() -> Character.isDigit(checkpoint(0).charAt(0)));
        put("two");
        blocked.await();

        // As another worker does, and renews it; then it dies.
        await().until(() -> {
            takeLease(0, "another");
            return collector.events.peek() != null;
        });
        assertThat(collector.until("0: resumed")).startsWith("interrupted").doesNotContain("0: two");
        collector.until("0: two");
        release.countDown();

        // The first processor's call ends, then KCL ends what read for it, but not the processor that followed.
        collector.until("0: two");
        for (int i = 0; i < 6; i++) {
            put("after" + i);
            assertThat(collector.next(1)).containsExactly("0: after" + i);
        }
    }

    private static void awaitThroughInterruptions(CountDownLatch latch, Runnable interrupted) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                interrupted.run();
            }
        }
    }

    @Test
    void readsAStreamThatWasCreatedAnewFromItsBeginning() throws Exception {
        kinesis.create(name, 1);
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        Collector first = new Collector();
        ConfigurableApplicationContext app = run(first, ends::add, "wildrydes.streams.reading.watch-interval=50ms");
        for (int i = 0; i < 5; i++) {
            put("old" + i);
        }
        first.until("0: old4");

        kinesis.delete(name);
        kinesis.create(name, 1);
        put("new");

        assertThat(ends.take()).contains(name);
        app.close();
        Collector second = new Collector();
        run(second);
        assertThat(second.next(2)).containsExactly("0: opened", "0: new");
    }

    @Test
    void goesOnAfterARestartOfKinesisAndDynamoDb() throws Exception {
        kinesis.create(name, 1);
        Collector collector = new Collector();
        run(collector);
        put("one");
        collector.until("0: one");

        kinesis.restart();
        put("two");

        assertThat(collector.until("0: two")).doesNotContain("0: one");
    }

    @Test
    void readsByEnhancedFanOutWhenThatIsSetAcrossASplitToo() throws Exception {
        kinesis.create(name, 1);
        Collector collector = new Collector();
        run(collector, "wildrydes.streams.reading.fan-out=true");
        put("one");
        collector.until("0: one");
        put("two");
        assertThat(collector.next(1)).containsExactly("0: two");

        kinesis.split(name, shardId(0));
        put("three");

        assertThat(collector.next(2)).containsExactly("0: ended", "0: closed");
        List<String> child = collector.next(2);
        assertThat(child.get(0)).matches("[12]: opened");
        assertThat(child.get(1)).matches("[12]: three");
        assertThat(kinesis.consumers(name)).containsExactly(name);
    }

    /** Only the first record that a processor takes is safe: what comes after it must come again. */
    private static final class FirstRecordIsSafe extends Collector {
        @Override
        protected void checkpoint(int shard, List<StreamRecord> records, Checkpointer checkpointer) {
            if (new String(records.get(0).data(), java.nio.charset.StandardCharsets.UTF_8).equals("a")) {
                checkpointer.checkpoint(records.get(0).position());
            }
        }
    }

    private void put(String data) {
        kinesis.put(name, "Shadowfax", data);
    }

    private static String shardId(int shard) {
        return "shardId-00000000000" + shard;
    }

    /** What KCL has stored for a shard. */
    private String checkpoint(int shard) {
        return attribute(shard, "checkpoint");
    }

    /** Of a shard's lease, a text or a number; 0 when there is none. */
    private String attribute(int shard, String attribute) {
        try (DynamoDbAsyncClient dynamoDb = dynamoDb()) {
            AttributeValue stored = dynamoDb.getItem(
                            r -> r.tableName(name).key(key(shard)).consistentRead(true))
                    .join()
                    .item()
                    .getOrDefault(attribute, AttributeValue.fromN("0"));
            return stored.s() == null ? stored.n() : stored.s();
        }
    }

    private void takeLease(int shard, String owner) {
        try (DynamoDbAsyncClient dynamoDb = dynamoDb()) {
            dynamoDb.updateItem(r -> r.tableName(name)
                            .key(key(shard))
                            .updateExpression("SET leaseOwner = :owner ADD leaseCounter :one")
                            .expressionAttributeValues(
                                    Map.of(":owner", AttributeValue.fromS(owner), ":one", AttributeValue.fromN("1"))))
                    .join();
        }
    }

    private static Map<String, AttributeValue> key(int shard) {
        return Map.of("leaseKey", AttributeValue.fromS(shardId(shard)));
    }

    private static DynamoDbAsyncClient dynamoDb() {
        return DynamoDbAsyncClient.builder()
                .endpointOverride(kinesis.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private ConfigurableApplicationContext run(Collector collector, String... properties) {
        return run(
                collector,
                reason -> {
                    throw new AssertionError("The process must not end, but " + reason);
                },
                properties);
    }

    private ConfigurableApplicationContext run(Collector collector, ProcessEnd processEnd, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "wildrydes.streams.mode=kcl",
                "wildrydes.streams.reading.failover=2s",
                "wildrydes.streams.reading.poll-interval=200ms",
                "spring.cloud.stream.bindings.reports-in-0.destination=" + name,
                "spring.cloud.stream.bindings.reports-in-0.group=" + name));
        all.addAll(Arrays.asList(properties));
        ConfigurableApplicationContext app = ConsumerApp.run(
                kinesis.endpoint(), Map.of("factory", collector, "processEnd", processEnd), all.toArray(String[]::new));
        running.add(app);
        return app;
    }
}
