package com.wildrydes.aggregator.alerts;

import com.wildrydes.aggregator.windows.ShardObserver;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The stream and the table of alerts in the simulated world, and what they must come to. */
public final class SimulatedAlerts {

    private static final AlertThresholds THRESHOLDS = new AlertThresholds(100, 105);

    private static final RetriedCalls CALLS = new RetriedCalls(
            "alerts",
            Integer.MAX_VALUE,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
            new Random(),
            new SimpleMeterRegistry());

    private final boolean notLoaded;
    private final boolean goBack;
    private final Map<AlertKey, AlertState> table = new HashMap<>();
    private final Set<Alert> stream = new LinkedHashSet<>();

    public SimulatedAlerts(boolean notLoaded, boolean goBack) {
        this.notLoaded = notLoaded;
        this.goBack = goBack;
    }

    /** What happens when these bytes arrive in the stream of alerts. */
    public Runnable landing(byte[] data) {
        Alert alert = AlertJson.read(data);
        return () -> stream.add(alert);
    }

    /** @param mayDie called between steps; may throw */
    public Supplier<ShardObserver> observers(StreamWriter alerts, Runnable mayDie) {
        return new Alerting(THRESHOLDS, new Store(mayDie), CALLS, alerts);
    }

    /** Compares with the valid reports of the stream, in its order. */
    public List<String> differences(Map<Position, Report> reports) {
        Map<AlertKey, AlertState> states = new HashMap<>();
        Set<Alert> changes = new LinkedHashSet<>();
        reports.forEach((position, report) -> {
            for (Vital vital : Vital.values()) {
                AlertKey key = new AlertKey(report.name(), vital);
                AlertState known = states.get(key);
                boolean raised = known != null && known.state() == State.RAISED;
                int value = vital.of(report);
                if (raised ? value >= 105 : value < 100) {
                    State state = raised ? State.CLEARED : State.RAISED;
                    states.put(key, new AlertState(state, report.statusTime(), value, position));
                    changes.add(new Alert(report.name(), report.statusTime(), vital, value, 100, state));
                }
            }
        });
        List<String> differences = new ArrayList<>();
        changes.stream().filter(alert -> !stream.contains(alert)).forEach(alert -> differences.add("missing " + alert));
        stream.stream().filter(alert -> !changes.contains(alert)).forEach(alert -> differences.add("wrong " + alert));
        if (!table.equals(states)) {
            differences.add("the states of alerts must be " + states + ", but are " + table);
        }
        return differences;
    }

    private final class Store implements AlertStore {

        private final Runnable mayDie;

        Store(Runnable mayDie) {
            this.mayDie = mayDie;
        }

        @Override
        public CompletableFuture<Map<AlertKey, AlertState>> load(Collection<String> names) {
            mayDie.run();
            Map<AlertKey, AlertState> loaded = new HashMap<>();
            if (!notLoaded) {
                table.forEach((key, state) -> {
                    if (names.contains(key.name())) {
                        loaded.put(key, state);
                    }
                });
            }
            return CompletableFuture.completedFuture(loaded);
        }

        @Override
        public CompletableFuture<Boolean> save(AlertKey key, AlertState state) {
            mayDie.run();
            AlertState kept = table.get(key);
            boolean saved = goBack || kept == null || kept.position().compareTo(state.position()) < 0;
            if (saved) {
                table.put(key, state);
            }
            mayDie.run();
            return CompletableFuture.completedFuture(saved);
        }
    }
}
