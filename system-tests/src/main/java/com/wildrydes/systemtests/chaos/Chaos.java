package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Aws;
import com.wildrydes.systemtests.Instance;
import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.Suite;
import com.wildrydes.systemtests.SuiteProcess;
import com.wildrydes.systemtests.chaos.Fault.Freeze;
import com.wildrydes.systemtests.chaos.Fault.Kill;
import com.wildrydes.systemtests.chaos.Fault.Merge;
import com.wildrydes.systemtests.chaos.Fault.Scale;
import com.wildrydes.systemtests.chaos.Fault.Split;
import com.wildrydes.systemtests.chaos.Fault.Stop;
import com.wildrydes.systemtests.chaos.Fault.Trouble;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Does to the suite what a schedule says. What was done is told line by line and counted. */
final class Chaos implements AutoCloseable {

    private static final int THREADS = 8;

    private final Suite suite;
    private final LocalAwsFaults localAws;
    private final Resharding resharding;
    private final RecoveryWatch recovery;
    private final PrintStream out;
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS);
    /** Down, or frozen: nothing else befalls them until they are back. */
    private final Set<Instance> busy = ConcurrentHashMap.newKeySet();

    private final Map<Part, Integer> wanted = new EnumMap<>(Part.class);
    private final Map<String, Integer> done = new TreeMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private Instant begin = Instant.now();
    private volatile boolean calming;

    Chaos(Suite suite, Aws aws, long seed, RecoveryWatch recovery, PrintStream out) {
        this.suite = suite;
        this.localAws = new LocalAwsFaults(suite.aws(), seed);
        this.resharding = new Resharding(aws.kinesis);
        this.recovery = recovery;
        this.out = out;
    }

    /** Begins; every fault comes at its time from now. */
    void begin(Schedule schedule) {
        begin = Instant.now();
        schedule.events().forEach(event -> later(event.at(), event.fault().toString(), () -> befall(event.fault())));
    }

    private void later(Duration delay, String what, Runnable action) {
        var unused = threads.schedule(
                () -> {
                    try {
                        action.run();
                    } catch (RuntimeException | Error e) {
                        if (!calming) {
                            failures.add(what + " failed: " + e);
                            tell(what + " failed: " + e);
                        }
                    }
                },
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void befall(Fault fault) {
        if (calming) {
            return;
        }
        if (fault instanceof Kill kill) {
            choose(kill.part(), kill.which()).ifPresent(instance -> kill(instance, kill.down()));
        } else if (fault instanceof Stop stop) {
            choose(stop.part(), stop.which()).ifPresent(instance -> stop(instance, stop.down()));
        } else if (fault instanceof Freeze freeze) {
            choose(freeze.part(), freeze.which()).ifPresent(instance -> freeze(instance, freeze.length()));
        } else if (fault instanceof Split split) {
            reshard("split", split.stream(), () -> resharding.split(split.stream(), split.where()));
        } else if (fault instanceof Merge merge) {
            reshard("merge", merge.stream(), () -> resharding.merge(merge.stream(), merge.where()));
        } else if (fault instanceof Trouble trouble) {
            trouble(trouble.faults(), trouble.length());
        } else if (fault instanceof Scale scale) {
            scale(scale.part(), scale.instances());
        }
    }

    /** One that runs and that nothing befalls now; it is busy from now on. */
    private synchronized Optional<Instance> choose(Part part, int which) {
        List<Instance> running = running(part);
        if (running.isEmpty()) {
            count("without a target");
            return Optional.empty();
        }
        Instance chosen = running.get(which % running.size());
        busy.add(chosen);
        return Optional.of(chosen);
    }

    private List<Instance> running(Part part) {
        return suite.instances().stream()
                .filter(instance -> instance.part() == part && suite.isAlive(instance) && !busy.contains(instance))
                .toList();
    }

    private void kill(Instance instance, Duration down) {
        List<Instance> others = running(instance.part());
        Set<String> shards = others.isEmpty() ? Set.of() : recovery.shardsOf(instance);
        suite.process(instance).kill();
        tell("kill -9 " + instance + " " + (shards.isEmpty() ? "" : shards));
        count("kill -9");
        if (!shards.isEmpty()) {
            recovery.takenOver(instance, shards, others);
        }
        later(down, "start " + instance, () -> startAgain("kill -9", instance));
    }

    private void stop(Instance instance, Duration down) {
        boolean inTime = suite.process(instance).stop();
        tell("SIGTERM " + instance + (inTime ? "" : " did not end within 10 s: killed"));
        count(inTime ? "SIGTERM" : "SIGTERM not heeded within 10 s");
        later(down, "start " + instance, () -> startAgain("SIGTERM", instance));
    }

    private void startAgain(String after, Instance instance) {
        try {
            synchronized (this) {
                if (instance.number() > wanted.getOrDefault(instance.part(), 1) || suite.isAlive(instance)) {
                    return;
                }
                suite.start(instance);
            }
            tell("start " + instance);
            if (Part.CONSUMERS.contains(instance.part())) {
                recovery.firstBatch(after, instance);
            }
        } finally {
            busy.remove(instance);
        }
    }

    private void freeze(Instance instance, Duration length) {
        SuiteProcess process = suite.process(instance);
        process.freeze();
        tell("freeze " + instance);
        count("freeze");
        later(length, "thaw " + instance, () -> {
            process.thaw();
            busy.remove(instance);
            tell("thaw " + instance);
        });
    }

    private void reshard(String what, String stream, Supplier<Optional<String>> action) {
        Optional<String> shards = action.get();
        tell(what + " of " + stream + ": " + shards.orElse("not possible now"));
        count(shards.isPresent() ? what : "without a target");
    }

    private void trouble(KinesisFaults faults, Duration length) {
        localAws.on(faults);
        tell("Kinesis: " + faults);
        count("trouble with Kinesis");
        later(length, "Kinesis without " + faults, () -> {
            localAws.off(faults);
            tell("Kinesis again without: " + faults);
        });
    }

    private void scale(Part part, int instances) {
        tell("scale " + part.shortName() + " to " + instances);
        count("scale");
        synchronized (this) {
            wanted.put(part, instances);
            for (int number = 2; number <= instances; number++) {
                Instance instance = new Instance(part, number);
                if (!suite.isAlive(instance) && !busy.contains(instance)) {
                    suite.start(instance);
                }
            }
        }
        running(part).stream()
                .filter(instance -> instance.number() > instances)
                .forEach(instance -> suite.process(instance).stop());
    }

    /** Ends all faults and starts what is down; returns when everything is ready. */
    void calm() {
        calming = true;
        // What has begun goes on to its end: a stop that was interrupted left a process that was dying and looked
        // alive.
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                failures.add("A fault must be over within 30 s, but was not");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        localAws.allOff();
        suite.instances().stream()
                .filter(suite::isAlive)
                .forEach(instance -> suite.process(instance).thaw());
        for (Part part : Part.SERVICES) {
            for (int number = 1; number <= wanted.getOrDefault(part, 1); number++) {
                Instance instance = new Instance(part, number);
                if (!suite.isAlive(instance)) {
                    suite.start(instance);
                }
            }
        }
        for (Part part : Part.SERVICES) {
            for (int number = 1; number <= wanted.getOrDefault(part, 1); number++) {
                suite.awaitReady(new Instance(part, number));
            }
        }
        tell("calm");
    }

    private synchronized void count(String what) {
        done.merge(what, 1, Integer::sum);
    }

    private void tell(String line) {
        out.printf(
                Locale.ROOT,
                "%6.1f s  %s%n",
                Duration.between(begin, Instant.now()).toMillis() / 1000.0,
                line);
    }

    /** How often what was done. */
    synchronized Map<String, Integer> done() {
        return Map.copyOf(done);
    }

    /** Faults that could not be done, which is a fault of this class or of local-aws. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    String injected() {
        return localAws.counts();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
