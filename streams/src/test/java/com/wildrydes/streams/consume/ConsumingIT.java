package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.streams.Checkpointer;
import com.wildrydes.streams.Collector;
import com.wildrydes.streams.ConsumerApp;
import com.wildrydes.streams.LocalKinesis;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.streams.StreamWriters;
import com.wildrydes.streams.provision.ProcessEnd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.LockRegistry;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;

/** Consuming through the real binder and SDK, and the traps of the classic adapter. */
@Timeout(120)
class ConsumingIT {

    @TempDir
    private Path data;

    private LocalKinesis kinesis;
    private final SimpleMetadataStore store = new SimpleMetadataStore();
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();

    @BeforeEach
    void startKinesis() {
        kinesis = LocalKinesis.start(data, "kinesis");
    }

    @AfterEach
    void stopAll() {
        running.forEach(ConfigurableApplicationContext::close);
        kinesis.close();
    }

    @Test
    void deliversWhatIsWrittenInTheOrderOfEachKey() throws Exception {
        Collector collector = new Collector();
        ConfigurableApplicationContext app = run(collector, "wildrydes.streams.shards.reports=4");
        StreamWriter writer = app.getBean(StreamWriters.class).open("wildrydes");

        List<CompletableFuture<?>> written = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String key = "unicorn" + i % 50;
            written.add(writer.write(key, (key + " " + i / 50).getBytes(StandardCharsets.UTF_8)));
        }
        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).get();

        List<String> events = collector.next(1_004);
        assertThat(events.stream().filter(event -> event.endsWith("opened"))).hasSize(4);
        for (int unicorn = 0; unicorn < 50; unicorn++) {
            String name = "unicorn" + unicorn + " ";
            assertThat(events.stream()
                            .filter(event -> event.contains(name))
                            .map(event -> event.substring(event.indexOf(name) + name.length())))
                    .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 20)
                            .mapToObj(String::valueOf)
                            .toList());
        }
    }

    @Test
    void goesOnAfterTheCheckpointWhenStartedAgain() throws Exception {
        kinesis.create("wildrydes", 1);
        Collector first = new Collector();
        ConfigurableApplicationContext app = run(first);
        kinesis.put("wildrydes", "Shadowfax", "one");
        assertThat(first.next(2)).containsExactly("0: opened", "0: one");

        app.close();
        assertThat(first.next(1)).containsExactly("0: closed");
        kinesis.put("wildrydes", "Shadowfax", "two");
        Collector second = new Collector();
        run(second);

        assertThat(second.next(2)).containsExactly("0: resumed", "0: two");
    }

    @Test
    void beginsAtTheOldestRecordWhenNothingWasCheckpointed() throws Exception {
        kinesis.create("wildrydes", 1);
        kinesis.put("wildrydes", "Shadowfax", "one");
        Collector first = new Collector() {
            @Override
            protected void checkpoint(int shard, List<StreamRecord> records, Checkpointer checkpointer) {}
        };
        ConfigurableApplicationContext app = run(first);
        first.until("0: one");
        app.close();

        Collector second = new Collector();
        run(second);

        assertThat(second.next(2)).containsExactly("0: opened", "0: one");
    }

    @Test
    void deliversAgainWhatAProcessorThrewOnAndNothingTwice() throws Exception {
        kinesis.create("wildrydes", 1);
        for (int i = 0; i < 50; i++) {
            kinesis.put("wildrydes", "Shadowfax", "r" + i);
        }
        AtomicInteger failures = new AtomicInteger();
        BlockingQueue<List<String>> batches = new LinkedBlockingQueue<>();
        Collector collector = new Collector() {
            @Override
            protected void before(int shard, String record) {
                if (record.equals("r40") && failures.getAndIncrement() < 3) {
                    batches.add(new ArrayList<>(events));
                    events.clear();
                    throw new IllegalStateException("Broken");
                }
            }
        };
        run(collector);
        collector.until("0: r49");
        kinesis.put("wildrydes", "Shadowfax", "after");

        assertThat(collector.next(1)).containsExactly("0: after");
        assertThat(batches).hasSize(3);
        assertThat(failures).hasValue(4);
    }

    @Test
    void holdsUpNoShardForOneThatWaits() throws Exception {
        kinesis.create("wildrydes", 2);
        CountDownLatch release = new CountDownLatch(1);
        Collector collector = new Collector() {
            @Override
            protected void before(int shard, String record) throws InterruptedException {
                if (shard == 0) {
                    release.await();
                }
            }
        };
        run(collector);
        for (int i = 0; i < 20; i++) {
            kinesis.put("wildrydes", "unicorn" + i, "r");
        }

        collector.until("1: r");
        kinesis.put("wildrydes", keyOf(1), "later");
        collector.until("1: later");

        release.countDown();
        collector.until("0: r");
    }

    @Test
    void storesAShardsEndOnlyWhenItsProcessorHasConfirmedIt() throws Exception {
        kinesis.create("wildrydes", 1);
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
        kinesis.put("wildrydes", "Shadowfax", "before");
        collector.until("0: before");
        kinesis.split("wildrydes", "shardId-000000000000");
        kinesis.put("wildrydes", "Shadowfax", "after");
        ending.await();
        assertThat(store.get(key(0))).isNull();

        mayEnd.countDown();

        assertThat(collector.next(2)).containsExactly("0: ended", "0: closed");
        List<String> children = collector.next(2);
        assertThat(children.get(0)).matches("[12]: opened");
        assertThat(children.get(1)).matches("[12]: after");
        assertThat(store.get(key(0))).isNotNull();
    }

    @Test
    void readsAShardAgainThatWasNotConfirmedBeforeTheStop() throws Exception {
        kinesis.create("wildrydes", 1);
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
        kinesis.put("wildrydes", "Shadowfax", "open minute");
        stopped.until("0: open minute");
        kinesis.split("wildrydes", "shardId-000000000000");
        ending.await();
        app.close();

        Collector second = new Collector();
        run(second);

        assertThat(second.until("0: ended")).contains("0: open minute");
    }

    @Test
    void readsTheChildrenOfSplitsAndMerges() throws Exception {
        kinesis.create("wildrydes", 2);
        Collector collector = new Collector();
        run(collector);
        kinesis.put("wildrydes", keyOf(0), "a");
        collector.until("0: a");
        kinesis.split("wildrydes", "shardId-000000000000");
        collector.until("0: closed");
        kinesis.merge("wildrydes", "shardId-000000000001", "shardId-000000000003");
        for (int i = 0; i < 20; i++) {
            kinesis.put("wildrydes", "unicorn" + i, "r" + i);
        }

        List<String> records = new ArrayList<>();
        while (records.size() < 20) {
            collector.next(1).stream()
                    .filter(event -> event.contains(": r"))
                    .filter(event -> !event.contains("resumed"))
                    .forEach(records::add);
        }
        assertThat(records.stream().map(event -> event.substring(event.indexOf(' ') + 1)))
                .doesNotHaveDuplicates();
    }

    @Test
    void readsAChildOnlyAfterItsParentsWhenStartedWithAllUnread() throws Exception {
        kinesis.create("wildrydes", 2);
        kinesis.put("wildrydes", keyOf(0), "grandparent");
        kinesis.put("wildrydes", keyOf(1), "other parent");
        kinesis.split("wildrydes", "shardId-000000000000"); // whose children stay empty but for the last
        kinesis.merge("wildrydes", "shardId-000000000003", "shardId-000000000001");
        kinesis.merge("wildrydes", "shardId-000000000002", "shardId-000000000004");
        kinesis.put("wildrydes", "Shadowfax", "child");
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(2);
        Collector collector = new Collector() {
            @Override
            protected void ending(int shard) throws InterruptedException {
                read.countDown();
                mayEnd.await();
            }
        };
        run(collector);

        read.await();
        List<String> before = new ArrayList<>(collector.next(4));
        mayEnd.countDown();
        List<String> after = collector.until("5: child");

        assertThat(before).contains("0: grandparent", "1: other parent").noneMatch(event -> event.startsWith("5"));
        assertThat(after).containsSubsequence("0: closed", "5: opened").containsSubsequence("1: closed", "5: opened");
    }

    @Test
    void leavesOutWhatComesAgainAfterExpiredIterators() throws Exception {
        kinesis.create("wildrydes", 1);
        Collector collector = new Collector() {
            @Override
            protected void checkpoint(int shard, List<StreamRecord> records, Checkpointer checkpointer) {
                // Never: each new iterator begins at the oldest record again.
            }
        };
        run(collector);
        kinesis.faults("\"expiredIteratorShare\":0.5,\"seed\":7");
        List<String> expected = new ArrayList<>(List.of("0: opened"));
        for (int i = 0; i < 5; i++) {
            kinesis.put("wildrydes", "Shadowfax", "r" + i);
            expected.add("0: r" + i);
            assertThat(collector.next(i == 0 ? 2 : 1)).isEqualTo(expected.subList(i == 0 ? 0 : i + 1, i + 2));
        }
    }

    @Test
    void goesOnAfterARestartOfKinesis() throws Exception {
        kinesis.create("wildrydes", 1);
        Collector collector = new Collector();
        run(collector);
        kinesis.put("wildrydes", "Shadowfax", "one");
        collector.until("0: one");

        kinesis.restart();
        kinesis.put("wildrydes", "Shadowfax", "two");

        assertThat(collector.next(1)).containsExactly("0: two");
    }

    @Test
    void readsAStreamThatWasCreatedAnewFromItsBeginning() throws Exception {
        kinesis.create("wildrydes", 1);
        BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        ProcessEnd processEnd = ends::add;
        Collector first = new Collector();
        ConfigurableApplicationContext app = ConsumerApp.run(
                kinesis.endpoint(),
                Map.of("factory", first, "checkpointStore", store, "processEnd", processEnd),
                "wildrydes.streams.reading.watch-interval=50ms");
        running.add(app);
        for (int i = 0; i < 5; i++) {
            kinesis.put("wildrydes", "Shadowfax", "old" + i);
        }
        first.until("0: old4");

        kinesis.delete("wildrydes");
        kinesis.create("wildrydes", 1);
        kinesis.put("wildrydes", "Shadowfax", "new");

        assertThat(ends.take()).startsWith("The stream wildrydes was created anew at ");
        app.close();
        Collector second = new Collector();
        run(second);
        assertThat(second.next(2)).containsExactly("0: opened", "0: new");
    }

    @Test
    void findsTheChildrenThoughTheCheckpointStoreFailsAtTheShardsEnd() throws Exception {
        kinesis.create("wildrydes", 1);
        AtomicInteger failures = new AtomicInteger();
        SimpleMetadataStore failing = new SimpleMetadataStore() {
            @Override
            public @Nullable String get(String key) {
                if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new IllegalStateException("Table not reachable");
                }
                return super.get(key);
            }
        };
        Collector collector = new Collector() {
            @Override
            protected void ending(int shard) {
                failures.set(4);
            }
        };
        running.add(ConsumerApp.run(kinesis.endpoint(), Map.of("factory", collector, "checkpointStore", failing)));
        kinesis.put("wildrydes", "Shadowfax", "before");
        collector.until("0: before");

        kinesis.split("wildrydes", "shardId-000000000000");
        kinesis.put("wildrydes", "Shadowfax", "after");

        assertThat(collector.until("0: closed")).containsExactly("0: ended", "0: closed");
        assertThat(collector.next(2).get(1)).endsWith(": after");
    }

    @Test
    void findsTheChildrenThoughListingShardsIsThrottled() throws Exception {
        kinesis.create("wildrydes", 1);
        Collector collector = new Collector() {
            @Override
            protected void ending(int shard) {
                kinesis.faults("\"throttledShare\":1");
            }
        };
        run(collector);
        kinesis.put("wildrydes", "Shadowfax", "before");
        collector.until("0: before");
        kinesis.split("wildrydes", "shardId-000000000000");
        kinesis.put("wildrydes", "Shadowfax", "after");

        // After the shard's end its children are asked for again and again, after longer and longer pauses.
        await().atMost(Duration.ofSeconds(30)).until(() -> kinesis.throttled() >= 3);
        kinesis.faults("");
        assertThat(collector.until("0: closed")).contains("0: ended");
        assertThat(collector.next(2).get(1)).endsWith(": after");
    }

    @Test
    void takesApartWhatTheProducerLibraryAggregatedAndReadsItWholeAgainWhenOnlyAPartWasSafe() throws Exception {
        kinesis.create("wildrydes", 1);
        kinesis.put("wildrydes", "Shadowfax", "plain");
        kinesis.put(
                "wildrydes",
                "a",
                Aggregated.record()
                        .add("Shadowfax", "one")
                        .add("Rocinante", "two")
                        .toBytes());
        CountDownLatch checkpointed = new CountDownLatch(1);
        Collector first = new Collector() {
            @Override
            protected void checkpoint(int shard, List<StreamRecord> records, Checkpointer checkpointer) {
                checkpointer.checkpoint(records.get(1).position());
                checkpointed.countDown();
            }
        };
        ConfigurableApplicationContext app = run(first);
        assertThat(first.next(4)).containsExactly("0: opened", "0: plain", "0: one", "0: two");
        checkpointed.await();
        app.close();

        Collector second = new Collector();
        run(second);

        assertThat(second.next(3)).containsExactly("0: resumed", "0: one", "0: two");
    }

    @Test
    void usesNoLockForThatMakesTheAdapterWaitASecondAShardAndPoll() throws Exception {
        kinesis.create("wildrydes", 1);
        kinesis.put("wildrydes", "Shadowfax", "one");
        BlockingQueue<Object> locks = new LinkedBlockingQueue<>();
        LockRegistry<?> registry = key -> {
            locks.add(key);
            return new ReentrantLock();
        };
        Collector collector = new Collector();
        running.add(ConsumerApp.run(
                kinesis.endpoint(), Map.of("factory", collector, "checkpointStore", store, "lockRegistry", registry)));

        assertThat(collector.next(2)).containsExactly("0: opened", "0: one");
        assertThat(locks).isEmpty();
    }

    @Test
    void takesAnIteratorThatKinesisDoesNotKnowForAnExpiredOne() {
        ConfigurableApplicationContext app = run(new Collector());

        // The adapter asks for a new one in place of an expired one only; see the test of expired iterators.
        assertThat(app.getBean(KinesisAsyncClient.class).getRecords(request -> request.shardIterator("unknown")))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(ExpiredIteratorException.class);
    }

    private static String keyOf(int shardOfTwo) {
        // By the first bit of the key's MD5.
        return shardOfTwo == 0 ? "unicorn1" : "unicorn0";
    }

    private String key(int shard) {
        return "wildrydes-test:wildrydes:shardId-00000000000" + shard + ":"
                + kinesis.client()
                        .describeStreamSummary(request -> request.streamName("wildrydes"))
                        .join()
                        .streamDescriptionSummary()
                        .streamCreationTimestamp()
                        .toEpochMilli();
    }

    private ConfigurableApplicationContext run(Collector collector, String... properties) {
        ConfigurableApplicationContext app =
                ConsumerApp.run(kinesis.endpoint(), Map.of("factory", collector, "checkpointStore", store), properties);
        running.add(app);
        return app;
    }
}
