package com.wildrydes.aggregator.alerts;

import com.wildrydes.aggregator.windows.ShardObserver;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.Alert;
import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import com.wildrydes.telemetry.AlertJson;
import com.wildrydes.telemetry.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The alerts of one shard's unicorns. No change of state is missed, though one may be told again: a change is first written to
 * the stream, then, once that is acknowledged, its state is kept, and only then is its report checkpointed. A state says up
 * to which report it counts; reports up to there change nothing when they come again.
 *
 * <p>A child shard must come after its parents: it begins with the states that they left.
 */
final class ShardAlerts implements ShardObserver {

    /** The most names whose states are held; the one that was not seen for longest goes first and is loaded when it comes again. */
    static final int MAX_NAMES = 100_000;

    /** The array of values() is a new one every time. */
    private static final List<Vital> VITALS = List.of(Vital.values());

    private static final class Change {
        final Alert alert;
        Future<?> write;

        Change(Alert alert, Future<?> write) {
            this.alert = alert;
            this.write = write;
        }
    }

    private final AlertThresholds thresholds;
    private final AlertStore store;
    private final RetriedCalls calls;
    private final StreamWriter alerts;

    private final Map<String, Map<Vital, AlertState>> states = new LinkedHashMap<>(16, .75f, true);
    private final List<Change> changes = new ArrayList<>();
    private final Map<AlertKey, AlertState> unsaved = new LinkedHashMap<>();

    /** @param calls for the store */
    ShardAlerts(AlertThresholds thresholds, AlertStore store, RetriedCalls calls, StreamWriter alerts) {
        this.thresholds = thresholds;
        this.store = store;
        this.calls = calls;
        this.alerts = alerts;
    }

    @Override
    public void prepare(Collection<String> names) throws InterruptedException {
        await();
        Set<String> missing = new LinkedHashSet<>();
        for (String name : names) {
            // A get, not a containsKey: it makes the name one that was seen lately.
            if (states.get(name) == null) {
                missing.add(name);
            }
        }
        List<String> unknown = List.copyOf(missing);
        List<CompletableFuture<Map<AlertKey, AlertState>>> loads = new ArrayList<>();
        for (int from = 0; from < unknown.size(); from += AlertStore.MAX_NAMES) {
            List<String> some = unknown.subList(from, Math.min(from + AlertStore.MAX_NAMES, unknown.size()));
            loads.add(calls.call(() -> store.load(some)));
        }
        Map<String, Map<Vital, AlertState>> loaded = new HashMap<>();
        for (CompletableFuture<Map<AlertKey, AlertState>> load : loads) {
            join(load, "The states of alerts must be loaded")
                    .forEach((key, state) -> loaded.computeIfAbsent(key.name(), name -> new EnumMap<>(Vital.class))
                            .put(key.vital(), state));
        }
        unknown.forEach(name -> states.put(name, loaded.getOrDefault(name, Map.of())));
        var eldest = states.keySet().iterator();
        for (int tooMany = states.size() - Math.max(MAX_NAMES, names.size()); tooMany > 0; tooMany--) {
            eldest.next();
            eldest.remove();
        }
    }

    @Override
    public void observe(Report report, Position position) throws InterruptedException {
        Map<Vital, AlertState> before = states.getOrDefault(report.name(), Map.of());
        for (Vital vital : VITALS) {
            AlertState known = before.get(vital);
            State state = known == null ? State.CLEARED : known.state();
            int value = vital.of(report);
            State next = thresholds.next(state, value);
            if (next != state && (known == null || position.compareTo(known.position()) > 0)) {
                change(report, vital, new AlertState(next, report.statusTime(), value, position));
            }
        }
    }

    private void change(Report report, Vital vital, AlertState state) throws InterruptedException {
        Alert alert =
                new Alert(report.name(), state.since(), vital, state.value(), thresholds.raiseBelow(), state.state());
        changes.add(new Change(alert, write(alert)));
        unsaved.put(new AlertKey(report.name(), vital), state);
        Map<Vital, AlertState> changed = new EnumMap<>(Vital.class);
        changed.putAll(states.getOrDefault(report.name(), Map.of()));
        changed.put(vital, state);
        states.put(report.name(), changed);
    }

    private Future<?> write(Alert alert) throws InterruptedException {
        return alerts.write(alert.name(), AlertJson.write(alert));
    }

    @Override
    public void await() throws InterruptedException {
        for (Change change : changes) {
            try {
                change.write.get();
            } catch (ExecutionException | CancellationException e) {
                change.write = write(change.alert);
                throw new IllegalStateException(
                        "An alert must be written before its state is kept, but the write failed: " + change.alert, e);
            }
        }
        changes.clear();
        if (unsaved.isEmpty()) {
            return;
        }
        List<CompletableFuture<?>> saves = new ArrayList<>();
        for (Map.Entry<AlertKey, AlertState> entry : unsaved.entrySet()) {
            saves.add(calls.call(() -> store.save(entry.getKey(), entry.getValue())));
        }
        for (CompletableFuture<?> save : saves) {
            join(save, "The states of alerts must be kept before their reports are checkpointed");
        }
        unsaved.clear();
    }

    private static <T> T join(CompletableFuture<T> call, String mustHold) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException(mustHold + ", but a call failed", e);
        }
    }
}
