package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.StreamsProperties.Reading;
import com.wildrydes.streams.consume.ShardLeases.Held;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.integration.metadata.SimpleMetadataStore;
import software.amazon.awssdk.services.kinesis.model.Shard;

@Timeout(20)
class ShardEndGuardTest {

    private static final ShardId SHARD = new ShardId("wildrydes", "shardId-000000000000");
    private static final ShardId PARENT = new ShardId("wildrydes", "shardId-000000000007");
    private static final String ADAPTERS_KEY = "group:wildrydes:shardId-000000000000";
    private static final String OUR_KEY = ADAPTERS_KEY + ":1234";
    private static final Reading SETTINGS = new Reading(
            "wildrydes-checkpoints",
            false,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    private final AtomicInteger failures = new AtomicInteger();
    private final SimpleMetadataStore store = new FailingStore();
    private final ShardLeases leases = new ShardLeases(SETTINGS, Clock.systemUTC());
    private final RecordingProcessor processor = new RecordingProcessor();
    private final Map<ShardId, String> parents = new HashMap<>();
    private final CheckpointKeys keys = new CheckpointKeys("group", stream -> Instant.ofEpochMilli(1234));
    private final BlockingQueue<String> overdue = new LinkedBlockingQueue<>();
    private final OneEndAtATime ends = new OneEndAtATime(leases.scheduler(), Duration.ofMillis(1), overdue::add);
    private final ShardEndGuard guard = new ShardEndGuard(
            store,
            keys,
            leases,
            new ParentsFirst(shard -> parents, parent -> store.get(keys.stored(parent)), leases.stopping()),
            ends);

    @AfterEach
    void stop() {
        leases.stop();
    }

    @Test
    void showsTheAdapterTheCheckpointsOfThisGenerationOfTheStream() {
        store.put(ADAPTERS_KEY + ":999", "77");
        assertThat(guard.get(ADAPTERS_KEY)).isNull();

        store.put(OUR_KEY, "12");
        assertThat(guard.get(ADAPTERS_KEY)).isEqualTo("12");
    }

    @Test
    void storesAnEndOnlyWhenTheProcessorHasMadeAllSafe() throws InterruptedException {
        hold().deliver(List.of(record("10")));
        store.put(OUR_KEY, "8");
        processor.failures = 3;

        assertThat(guard.replace(ADAPTERS_KEY, "8", "99")).isTrue();

        assertThat(processor.calls)
                .containsExactly("process[10]", "shardEnded", "shardEnded", "shardEnded", "shardEnded", "close");
        assertThat(store.get(OUR_KEY)).isEqualTo("99");
        assertThat(leases.find(SHARD)).isEmpty();
    }

    @Test
    void storesAnEndOfAShardWithoutACheckpoint() throws InterruptedException {
        hold().deliver(List.of(record("10")));

        assertThat(guard.putIfAbsent(ADAPTERS_KEY, "99")).isNull();

        assertThat(processor.calls).containsExactly("process[10]", "shardEnded", "close");
        assertThat(store.get(OUR_KEY)).isEqualTo("99");
    }

    @Test
    void storesAnEndOfAShardInWhichNothingWasLeft() {
        assertThat(guard.putIfAbsent(ADAPTERS_KEY, "99")).isNull();

        assertThat(store.get(OUR_KEY)).isEqualTo("99");
    }

    @Test
    void refusesWhatIsNotAnEnd() throws InterruptedException {
        hold().deliver(List.of(record("10"), record("11")));

        assertThat(guard.putIfAbsent(ADAPTERS_KEY, "10")).isEqualTo("10");

        assertThat(store.get(OUR_KEY)).isNull();
        assertThat(processor.calls).containsExactly("process[10, 11]");
    }

    @Test
    void neverFailsTheAdapterWhileTheStoreFails() {
        store.put(OUR_KEY, "12");
        failures.set(3);
        assertThat(guard.get(ADAPTERS_KEY)).isEqualTo("12");

        failures.set(3);
        assertThat(guard.replace(ADAPTERS_KEY, "12", "99")).isTrue();
        assertThat(store.get(OUR_KEY)).isEqualTo("99");
    }

    @Test
    void storesNoEndOnceTheApplicationStops() throws InterruptedException {
        hold().deliver(List.of(record("10")));
        leases.stop();

        assertThat(guard.putIfAbsent(ADAPTERS_KEY, "99")).isEqualTo("99");

        assertThat(store.get(OUR_KEY)).isNull();
        assertThat(processor.calls).containsExactly("process[10]", "close");
    }

    @Test
    void storesNoEndBeforeThatOfTheParent() throws Exception {
        parents.put(PARENT, "7");
        store.put(keys.stored(PARENT), "6");

        CompletableFuture<@Nullable String> end =
                CompletableFuture.supplyAsync(() -> guard.putIfAbsent(ADAPTERS_KEY, "99"));
        assertThat(end).failsWithin(Duration.ofMillis(300)).withThrowableOfType(TimeoutException.class);
        assertThat(store.get(OUR_KEY)).isNull();

        store.put(keys.stored(PARENT), "7");
        assertThat(end.get()).isNull();
        assertThat(store.get(OUR_KEY)).isEqualTo("99");
    }

    @Test
    void storesNoEndWhoseParentWasNotReadWhenTheApplicationStops() throws Exception {
        parents.put(PARENT, "7");
        leases.stop();

        assertThat(guard.putIfAbsent(ADAPTERS_KEY, "99")).isEqualTo("99");

        assertThat(store.get(OUR_KEY)).isNull();
    }

    @Test
    void storesASecondEndOnlyWhenTheShardsAreListedAfterTheFirst() throws Exception {
        assertThat(guard.putIfAbsent(ADAPTERS_KEY, "99")).isNull();

        CompletableFuture<@Nullable String> second =
                CompletableFuture.supplyAsync(() -> guard.putIfAbsent("group:wildrydes:shardId-000000000001", "99"));
        assertThat(second).failsWithin(Duration.ofMillis(300)).withThrowableOfType(TimeoutException.class);
        List<Shard> shards = List.of(Shard.builder().build());
        assertThat(ends.listed(shards)).isEqualTo(shards);

        assertThat(second.get()).isNull();
    }

    @Test
    void takesAnEmptyListForAFailure() throws Exception {
        ends.listed(List.of());

        assertThat(overdue.take()).startsWith("The shards must be listed, but none was");
    }

    @Test
    void saysWhenTheShardsAreNotListedAfterAnEnd() throws Exception {
        guard.putIfAbsent(ADAPTERS_KEY, "99");

        assertThat(overdue.take())
                .startsWith("The shards of wildrydes must be listed once shardId-000000000000 has ended, but were not");
    }

    @Test
    void refusesToForgetACheckpoint() {
        assertThatThrownBy(() -> guard.remove(ADAPTERS_KEY)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> guard.put(ADAPTERS_KEY, "1")).isInstanceOf(UnsupportedOperationException.class);
    }

    private ShardLease hold() {
        Object checkpointer = new Object();
        return leases.hold(SHARD, checkpointer, () -> held(checkpointer))
                .orElseThrow()
                .lease();
    }

    private Held held(Object checkpointer) {
        CountDownLatch over = new CountDownLatch(1);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ShardLease lease = new ShardLease(
                SHARD,
                processor,
                Optional::of,
                new CheckpointWriter(SHARD, new StoredCheckpoints(store, OUR_KEY), leases.scheduler(), over::countDown),
                new Retries(SHARD, new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)), registry, over),
                over);
        BatchReader reader = new BatchReader(new Aggregates(), () -> {
            throw new AssertionError("Nothing is aggregated here");
        });
        Clock clock = Clock.systemUTC();
        ReadMetrics metrics = new ReadMetrics(SHARD, registry, clock, new ReadLags(clock));
        return new Held(checkpointer, lease, reader, metrics, new AtomicInteger());
    }

    private static StreamRecord record(String sequenceNumber) {
        return new StreamRecord(Position.of(sequenceNumber), Instant.EPOCH, "Shadowfax", new byte[0]);
    }

    private final class FailingStore extends SimpleMetadataStore {

        @Override
        public @Nullable String get(String key) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("Told to fail");
            }
            return super.get(key);
        }
    }
}
