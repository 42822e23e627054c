package com.wildrydes.producer.simulator;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.producer.flight.ReportSink;
import com.wildrydes.telemetry.Report;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The unicorns that fly now. Each belongs to one of {@value #SLOTS} slots, so that a fleet's reports are spread over the
 * second. Thread-safe.
 */
public final class Fleet {

    static final int SLOTS = 20;

    private final double radiusMetres;
    private final int limit;
    private final Clock clock;
    private final SplittableRandom random;
    private final NavigableMap<String, Flying> byName = new TreeMap<>();
    private final List<List<Unicorn>> slots = IntStream.range(0, SLOTS)
            .<List<Unicorn>>mapToObj(i -> new ArrayList<>())
            .toList();
    private int started;

    /**
     * @param radiusMetres how far from its start a unicorn may fly, see {@link Unicorn}
     * @param limit how many may fly at a time
     * @param seed the same seed, starts and ticks give the same flights
     */
    public Fleet(double radiusMetres, int limit, Clock clock, long seed) {
        this.radiusMetres = radiusMetres;
        this.limit = limit;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Starts all or none.
     *
     * @param name the name of the only one, or what comes before {@code -1}, {@code -2} … of several; null to have names found
     * @return the started ones, in the order of their starting
     * @throws FleetConflictException when a name flies already, or too many would fly
     * @throws com.wildrydes.telemetry.InvalidReportException when a name breaks the rule for names
     */
    public synchronized List<FlyingUnicorn> start(@Nullable String name, int count, GeoPoint home) {
        if (count > limit - byName.size()) {
            throw new FleetConflictException("At most " + limit + " simulated unicorns may fly at a time, but "
                    + byName.size() + " fly already and " + count + " more were asked for");
        }
        List<Unicorn> unicorns = names(name, count).stream()
                .map(n -> new Unicorn(n, home, radiusMetres, random.split()))
                .toList();
        Instant now = clock.instant();
        List<FlyingUnicorn> views = new ArrayList<>(count);
        for (Unicorn unicorn : unicorns) {
            Flying flying = new Flying(unicorn, now, started++ % SLOTS);
            byName.put(unicorn.name(), flying);
            slots.get(flying.slot()).add(unicorn);
            views.add(flying.view());
        }
        return views;
    }

    private List<String> names(@Nullable String name, int count) {
        if (name == null) {
            return IntStream.iterate(0, i -> i + 1)
                    .mapToObj(UnicornNames::nth)
                    .filter(n -> !byName.containsKey(n))
                    .limit(count)
                    .toList();
        }
        List<String> names = count == 1
                ? List.of(name)
                : IntStream.rangeClosed(1, count).mapToObj(i -> name + "-" + i).toList();
        names.stream().filter(byName::containsKey).findFirst().ifPresent(n -> {
            throw new FleetConflictException("A name may fly once at a time, but \"" + n + "\" flies already");
        });
        return names;
    }

    /** @return false when no such unicorn flies */
    public synchronized boolean stop(String name) {
        Flying flying = byName.remove(name);
        return flying != null && slots.get(flying.slot()).remove(flying.unicorn());
    }

    /** @return how many flew */
    public synchronized int stopAll() {
        int stopped = byName.size();
        byName.clear();
        slots.forEach(List::clear);
        return stopped;
    }

    public synchronized Optional<FlyingUnicorn> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Flying::view);
    }

    /** @param after the name after which the list begins, by code unit; null from the first on */
    public synchronized List<FlyingUnicorn> list(@Nullable String after, int limit) {
        return (after == null ? byName : byName.tailMap(after, false))
                .values().stream().limit(limit).map(Flying::view).toList();
    }

    public synchronized int size() {
        return byName.size();
    }

    /**
     * Flies each unicorn of a slot for a second and offers its report. A report for which the sink has no room is left out: the
     * unicorn flies on, and its next report says the distance from the last one that was taken.
     */
    synchronized void fly(int slot, ReportSink sink) {
        Instant now = clock.instant();
        for (Unicorn unicorn : slots.get(slot)) {
            Report report = unicorn.fly(now);
            if (sink.offer(report)) {
                unicorn.reported();
            }
        }
    }

    private record Flying(Unicorn unicorn, Instant startedAt, int slot) {

        FlyingUnicorn view() {
            return new FlyingUnicorn(
                    unicorn.name(),
                    unicorn.position().latitude(),
                    unicorn.position().longitude(),
                    unicorn.heading(),
                    unicorn.vitals().healthPoints(),
                    unicorn.vitals().magicPoints(),
                    startedAt);
        }
    }
}
