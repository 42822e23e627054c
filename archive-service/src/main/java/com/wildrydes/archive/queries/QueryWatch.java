package com.wildrydes.archive.queries;

import com.wildrydes.archive.queries.QueryExecutions.Execution;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the queries that this process started until they are over, for its metrics only: their states live in Athena, and a
 * query that was under way at a restart is not followed any more. Thread-safe.
 */
final class QueryWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(QueryWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final List<String> OPEN = List.of("QUEUED", "RUNNING");

    private final QueryExecutions executions;
    private final MeterRegistry registry;
    private final Counter refused;
    private final MultiGauge states;
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(look -> {
        Thread created = new Thread(look, "queries");
        created.setDaemon(true);
        return created;
    });
    private boolean failing;

    QueryWatch(QueryExecutions executions, MeterRegistry registry) {
        this.executions = executions;
        this.registry = registry;
        refused = Counter.builder("wildrydes.queries.refused")
                .description("SQL that was refused before it ran")
                .register(registry);
        states = MultiGauge.builder("wildrydes.queries")
                .description("Queries that this process started and that are not over, by state")
                .register(registry);
        count(Map.of());
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void started(String id) {
        open.add(id);
    }

    void refused() {
        refused.increment();
    }

    /** Asks Athena once about every query that is not over. */
    void look() {
        try {
            Map<String, Integer> found = new HashMap<>();
            Set<String> ended = new HashSet<>(open);
            for (Execution execution : executions.find(List.copyOf(ended))) {
                if (execution.isOver()) {
                    over(execution.state());
                } else {
                    found.merge(execution.state(), 1, Integer::sum);
                    ended.remove(execution.id());
                }
            }
            // Those too that Athena does not know any more.
            open.removeAll(ended);
            count(found);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn(
                        "The states of {} queries must be known for the metrics, but Athena says: {}",
                        open.size(),
                        e.toString());
            }
            failing = true;
        }
    }

    private void over(String state) {
        registry.counter("wildrydes.queries.over", "state", state.toLowerCase(Locale.ROOT))
                .increment();
    }

    private void count(Map<String, Integer> found) {
        states.register(
                OPEN.stream()
                        .map(state -> MultiGauge.Row.of(
                                Tags.of("state", state.toLowerCase(Locale.ROOT)), found.getOrDefault(state, 0)))
                        .toList(),
                true);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
