package com.wildrydes.aggregator.windows;

import com.wildrydes.aggregator.alerts.SimulatedAlerts;
import com.wildrydes.aggregator.windows.SimulatedStream.Row;
import com.wildrydes.aggregator.windows.SimulatedStream.SimulatedShard;
import com.wildrydes.streams.Position;
import com.wildrydes.telemetry.MinuteSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run of the real processors in a simulated world, all of it drawn from one seed: records with arrival times slightly out
 * of order, some of them bad; splits and merges, several within a window; kills, exceptions and interruptions between any two
 * steps; writes that fail or are never acknowledged; batches that come again; leases that move, come back to a worker that
 * kept its state, and workers that lost a lease and go on; lag, quiet shards; with and without KCL's order, in which a child
 * starts after its parents' ends. Alerts are compared where what they depend on holds. Then all calms down, and the table must equal the sums over the stream.
 */
final class Simulation {

    private static final WindowLength LENGTH = new WindowLength(Duration.ofSeconds(20));
    private static final Instant START = Instant.parse("2026-11-23T01:02:00Z");
    private static final int WORKERS = 3;
    private static final int CALM_SECONDS = 100;

    final Random random;
    final Flaw flaw;
    final SimulatedStream stream;
    final Map<Integer, Position> checkpoints = new HashMap<>();
    final Set<Integer> ended = new HashSet<>();
    final Set<String> deadLetters = new HashSet<>();

    final SimulatedAlerts alerts;

    private final Map<Row, MinuteSummary> table = new HashMap<>();
    private final Map<Integer, Integer> owners = new HashMap<>();
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final boolean outOfOrder;
    private final boolean childrenAfterParents;
    private final double lag;

    /** Whether a shard that is taken again gets a new processor, as {@code streams} promises; windows do not depend on it. */
    private final boolean takenAnew;

    private boolean calm;

    private Simulation(long seed, Flaw flaw) {
        this.random = new Random(seed);
        this.flaw = flaw;
        this.stream = new SimulatedStream(LENGTH, random);
        this.outOfOrder = random.nextBoolean();
        this.childrenAfterParents = random.nextBoolean();
        this.lag = random.nextDouble() * .9;
        this.takenAnew = random.nextBoolean();
        this.alerts = new SimulatedAlerts(flaw == Flaw.ALERTS_NOT_LOADED, flaw == Flaw.ALERTS_GO_BACK);
        for (int number = 0; number < WORKERS; number++) {
            workers.add(new SimulatedWorker(this, number));
        }
    }

    /** What a run came to: how many rows there are in truth, and what is wrong, of which there should be nothing. */
    record Outcome(int rows, List<String> differences) {}

    static Outcome run(long seed, Flaw flaw) {
        Simulation simulation = new Simulation(seed, flaw);
        simulation.run();
        return simulation.outcome();
    }

    private void run() {
        List<String> names = new ArrayList<>();
        for (int i = 3 + random.nextInt(10); i > 0; i--) {
            names.add("unicorn" + i);
        }
        int end = 100 + random.nextInt(200);
        for (int second = 0; second < end + CALM_SECONDS; second++) {
            Instant now = START.plusSeconds(second);
            calm = second >= end;
            if (!calm) {
                putSome(names, second, now);
                reshard();
                if (random.nextDouble() < .05) {
                    workers.get(random.nextInt(WORKERS)).die();
                }
            }
            for (int i = 0; i < stream.shards.size(); i++) {
                read(stream.shards.get(i), now);
            }
            workers.forEach(SimulatedWorker::landSome);
        }
    }

    private void putSome(List<String> names, int second, Instant now) {
        boolean quiet = second / 30 % 5 == random.nextInt(9);
        for (String name : names) {
            if (random.nextDouble() < (quiet ? .05 : .5)) {
                int back = outOfOrder && random.nextDouble() < .1 ? random.nextInt(4) : 0;
                stream.put(name, now.minusSeconds(back));
            }
        }
    }

    private void reshard() {
        if (random.nextDouble() < .04) {
            stream.split();
        }
        if (random.nextDouble() < .04) {
            stream.merge();
        }
    }

    private void read(SimulatedShard shard, Instant now) {
        boolean over = ended.contains(shard.number);
        if (!over && (mustWait(shard) || !hasRecordsOrEnd(shard))) {
            return;
        }
        if (!over && (!owners.containsKey(shard.number) || random.nextDouble() < .02)) {
            moveLease(shard);
        }
        if (chance(lag)) {
            return;
        }
        int owner = over ? -1 : owners.getOrDefault(shard.number, -1);
        for (int number = 0; number < WORKERS; number++) {
            SimulatedWorker worker = workers.get(number);
            if (number == owner || worker.knows(shard) && random.nextBoolean()) {
                worker.read(shard, now);
            }
        }
    }

    private static boolean hasRecordsOrEnd(SimulatedShard shard) {
        return shard.closed || !shard.records.isEmpty();
    }

    private boolean mustWait(SimulatedShard shard) {
        return childrenAfterParents
                && shard.shard.parents().stream().anyMatch(parent -> !ended.contains(Integer.parseInt(parent)));
    }

    /** The new owner may still know the shard from before. */
    private void moveLease(SimulatedShard shard) {
        int owner = random.nextInt(WORKERS);
        owners.put(shard.number, owner);
        SimulatedWorker worker = workers.get(owner);
        if (worker.knows(shard)) {
            if (takenAnew || random.nextBoolean()) {
                worker.forget(shard);
            } else {
                worker.rewind(shard);
            }
        }
    }

    boolean isOwner(int worker, SimulatedShard shard) {
        return !ended.contains(shard.number) && owners.getOrDefault(shard.number, -1) == worker;
    }

    /** Whether a fault of this probability happens now; none does in calm. */
    boolean chance(double probability) {
        return !calm && random.nextDouble() < probability;
    }

    /** Whether no record is ever left out between two that a processor gets; the alerts depend on it. */
    boolean takenAnew() {
        return takenAnew;
    }

    boolean calm() {
        return calm;
    }

    /** What the persister does: never fewer samples over more. */
    void put(MinuteSummary summary) {
        Row row = new Row(summary.name(), LENGTH.indexOf(summary.windowStart()));
        MinuteSummary stored = table.get(row);
        if (stored == null || stored.samples() <= summary.samples() || flaw == Flaw.LAST_WRITE_WINS) {
            table.put(row, summary);
        }
    }

    private Outcome outcome() {
        Map<Row, MinuteSummary> truth = stream.truth();
        List<String> differences = new ArrayList<>();
        truth.forEach((row, expected) -> {
            if (!expected.equals(table.get(row))) {
                differences.add(row + " must be " + expected + ", but is " + table.get(row));
            }
        });
        table.forEach((row, found) -> {
            if (!truth.containsKey(row)) {
                differences.add(row + " must not be, but is " + found);
            }
        });
        Set<String> missing = new TreeSet<>(stream.invalid);
        missing.removeAll(deadLetters);
        if (!missing.isEmpty()) {
            differences.add("no dead letter of " + missing);
        }
        Set<String> wrong = new TreeSet<>(deadLetters);
        stream.invalid.forEach(wrong::remove);
        if (!wrong.isEmpty()) {
            differences.add("dead letters of valid records " + wrong);
        }
        if (childrenAfterParents && takenAnew) {
            differences.addAll(alerts.differences(stream.valid));
        }
        return new Outcome(truth.size(), differences);
    }
}
