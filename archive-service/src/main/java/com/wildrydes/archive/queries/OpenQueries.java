package com.wildrydes.archive.queries;

import com.wildrydes.archive.queries.QueryExecutions.Execution;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queries that this process started, and found under way at its start, until they are over: how many a caller has, which of
 * them take too long and are cancelled, and the metrics. The states themselves live in Athena. Thread-safe.
 */
final class OpenQueries implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenQueries.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final List<String> OPEN = List.of("QUEUED", "RUNNING");

    private final QueryExecutions executions;
    private final QueryLimits limits;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Counter refused;
    private final MultiGauge states;
    private final Map<String, String> ownerById = new ConcurrentHashMap<>();
    private final Map<String, Integer> startingByOwner = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(look -> {
        Thread created = new Thread(look, "queries");
        created.setDaemon(true);
        return created;
    });
    private volatile boolean recovered;
    private volatile boolean failing;

    OpenQueries(QueryExecutions executions, QueryLimits limits, Clock clock, MeterRegistry registry) {
        this.executions = executions;
        this.limits = limits;
        this.clock = clock;
        this.registry = registry;
        refused = Counter.builder("wildrydes.queries.refused")
                .description("SQL that was refused before it ran")
                .register(registry);
        states = MultiGauge.builder("wildrydes.queries")
                .description("Queries that are not over, of those that this process follows, by state")
                .register(registry);
        count(Map.of());
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void refused() {
        refused.increment();
    }

    /**
     * Submits a query of a caller who has room for one more.
     *
     * @param submit gives the id of the execution
     * @throws TooManyQueriesException when the caller has not
     */
    String submit(String owner, Supplier<String> submit) {
        reserve(owner);
        try {
            String id = submit.get();
            ownerById.put(id, owner);
            return id;
        } finally {
            release(owner);
        }
    }

    private void reserve(String owner) {
        if (!recovered) {
            look();
        }
        if (!tryReserve(owner)) {
            // Perhaps one of them has ended since the last look.
            look();
            if (!tryReserve(owner)) {
                throw new TooManyQueriesException(limits.queriesOfACaller());
            }
        }
    }

    private synchronized boolean tryReserve(String owner) {
        long open = ownerById.values().stream().filter(owner::equals).count();
        if (open + startingByOwner.getOrDefault(owner, 0) >= limits.queriesOfACaller()) {
            return false;
        }
        startingByOwner.merge(owner, 1, Integer::sum);
        return true;
    }

    private synchronized void release(String owner) {
        startingByOwner.computeIfPresent(owner, (same, starting) -> starting == 1 ? null : starting - 1);
    }

    /** Asks Athena once about every query that is not over, and cancels those that take too long. */
    void look() {
        try {
            if (!recovered) {
                executions.latest().stream()
                        .filter(execution -> !execution.isOver())
                        .forEach(execution -> ownerById.put(execution.id(), execution.ownerOrNobody()));
                recovered = true;
            }
            Map<String, Integer> found = new HashMap<>();
            Set<String> ended = new HashSet<>(ownerById.keySet());
            for (Execution execution : executions.find(List.copyOf(ended))) {
                if (execution.isOver()) {
                    over(execution.state());
                    continue;
                }
                found.merge(execution.state(), 1, Integer::sum);
                ended.remove(execution.id());
                if (execution.isOlderThan(limits.runtime(), clock.instant())) {
                    log.warn("Cancelled the query {}, which must end within {}", execution.id(), limits.runtime());
                    executions.cancel(execution);
                }
            }
            // Those too that Athena does not know any more.
            ownerById.keySet().removeAll(ended);
            count(found);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn(
                        "The states of queries must be known to limit and count them, but Athena says: {}",
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
