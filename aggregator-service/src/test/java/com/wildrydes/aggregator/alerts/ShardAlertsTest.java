package com.wildrydes.aggregator.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.Alert;
import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import com.wildrydes.telemetry.AlertJson;
import com.wildrydes.telemetry.Report;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardAlertsTest {

    private static final Instant TIME = Instant.parse("2026-11-23T01:02:03Z");
    private static final AlertKey HEALTH = new AlertKey("Shadowfax", Vital.HEALTH_POINTS);

    private final List<String> happened = new ArrayList<>();
    private final Map<AlertKey, AlertState> table = new HashMap<>();
    private boolean writesFail;
    private int savesThatFail;
    private final ShardAlerts alerts = open();

    @Test
    void tellsAChangeThenKeepsItsStateOnceABatch() throws Exception {
        observe(report(150, 150), 1);
        observe(report(99, 150), 2);
        observe(report(98, 150), 3);
        observe(report(105, 99), 4);
        alerts.await();

        assertThat(happened)
                .containsExactly(
                        "load [Shadowfax]",
                        "HealthPoints 99 raised",
                        "HealthPoints 105 cleared",
                        "MagicPoints 99 raised",
                        "save Shadowfax HEALTH_POINTS",
                        "save Shadowfax MAGIC_POINTS");
        assertThat(table.get(HEALTH)).isEqualTo(new AlertState(State.CLEARED, TIME, 105, Position.of("4")));
    }

    @Test
    void goesOnFromTheStateThatIsKept() throws Exception {
        table.put(HEALTH, new AlertState(State.RAISED, TIME, 90, Position.of("10")));

        observe(report(105, 150), 10);
        observe(report(104, 150), 11);
        observe(report(105, 150), 12);
        alerts.await();

        assertThat(happened)
                .as("the report at the state's own position does not count again")
                .containsExactly("load [Shadowfax]", "HealthPoints 105 cleared", "save Shadowfax HEALTH_POINTS");
    }

    @Test
    void keepsNoStateBeforeItsAlertIsWritten() throws Exception {
        writesFail = true;
        observe(report(99, 150), 1);
        assertThatThrownBy(alerts::await).isInstanceOf(IllegalStateException.class);
        writesFail = false;
        assertThatThrownBy(alerts::await)
                .as("the second write was given away before the outage ended")
                .isInstanceOf(IllegalStateException.class);
        assertThat(table).isEmpty();

        alerts.await();
        assertThat(table).containsOnlyKeys(HEALTH);
    }

    @Test
    void savesAgainUntilItSucceeds() throws Exception {
        savesThatFail = 3;
        observe(report(99, 150), 1);
        alerts.await();

        assertThat(table).containsOnlyKeys(HEALTH);
    }

    @Test
    void loadsNamesOnceAndManyAtATime() throws Exception {
        Set<String> names = IntStream.range(0, 101).mapToObj(i -> "unicorn" + i).collect(Collectors.toSet());
        alerts.prepare(names);
        alerts.prepare(names);
        alerts.await();

        assertThat(happened).hasSize(3);
    }

    @Test
    void forgetsTheNamesThatWereNotSeenForLongest() throws Exception {
        alerts.prepare(Set.of("first"));
        Set<String> many = IntStream.range(0, ShardAlerts.MAX_NAMES)
                .mapToObj(i -> "unicorn" + i)
                .collect(Collectors.toSet());
        alerts.prepare(many);
        happened.clear();

        alerts.prepare(many);
        assertThat(happened).isEmpty();
        alerts.prepare(Set.of("first"));
        assertThat(happened).containsExactly("load [first]");
    }

    @Test
    void anObserverThatIsMadeAnewGoesOn() throws Exception {
        observe(report(99, 150), 1);
        alerts.await();
        ShardAlerts next = open();
        happened.clear();

        next.prepare(Set.of("Shadowfax"));
        next.observe(report(99, 150), Position.of("1"));
        next.observe(report(120, 150), Position.of("2"));
        next.await();

        assertThat(happened)
                .containsExactly("load [Shadowfax]", "HealthPoints 120 cleared", "save Shadowfax HEALTH_POINTS");
    }

    private void observe(Report report, long position) throws InterruptedException {
        if (position == 1 || happened.isEmpty()) {
            alerts.prepare(Set.of(report.name()));
        }
        alerts.observe(report, Position.of(Long.toString(position)));
    }

    private static Report report(int health, int magic) {
        return new Report("Shadowfax", TIME, 0, 0, 1, health, magic);
    }

    private ShardAlerts open() {
        RetriedCalls calls = new RetriedCalls(
                "alerts",
                8,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
                new Random(1),
                new SimpleMeterRegistry());
        return new ShardAlerts(new AlertThresholds(100, 105), new Table(), calls, new Stream());
    }

    private final class Table implements AlertStore {

        @Override
        public CompletableFuture<Map<AlertKey, AlertState>> load(Collection<String> names) {
            happened.add("load " + (names.size() == 1 ? names : names.size()));
            return CompletableFuture.completedFuture(table.entrySet().stream()
                    .filter(entry -> names.contains(entry.getKey().name()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }

        @Override
        public synchronized CompletableFuture<Boolean> save(AlertKey key, AlertState state) {
            if (savesThatFail > 0) {
                savesThatFail--;
                return CompletableFuture.failedFuture(new IllegalStateException("throttled"));
            }
            happened.add("save " + key.name() + ' ' + key.vital());
            table.put(key, state);
            return CompletableFuture.completedFuture(true);
        }
    }

    private final class Stream implements StreamWriter {

        @Override
        public CompletableFuture<Acknowledgement> write(String partitionKey, byte[] data) {
            Alert alert = AlertJson.read(data);
            assertThat(partitionKey).isEqualTo(alert.name());
            assertThat(alert.threshold()).isEqualTo(100);
            happened.add(alert.vital().key()
                    + ' '
                    + alert.value()
                    + ' '
                    + alert.state().key());
            return writesFail
                    ? CompletableFuture.failedFuture(new IllegalStateException("writer closed"))
                    : CompletableFuture.completedFuture(new Acknowledgement("shard", "1"));
        }

        @Override
        public Optional<CompletableFuture<Acknowledgement>> offer(String partitionKey, byte[] data) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
