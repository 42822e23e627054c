package com.wildrydes.systemtests.bench;

import com.wildrydes.systemtests.Suite;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Looks at everybody while the load is on. For one thread. */
final class Watch {

    private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final Suite suite;
    private final int rate;
    private final Loader loader;
    private final List<MapProbe> probes;
    private final Meters meters;
    private final Processes processes;
    private final PrintStream out;

    /** @param rate reports a second that are to be held */
    Watch(
            Suite suite,
            int rate,
            Loader loader,
            List<MapProbe> probes,
            Meters meters,
            Processes processes,
            PrintStream out) {
        this.suite = suite;
        this.rate = rate;
        this.loader = loader;
        this.probes = probes;
        this.meters = meters;
        this.processes = processes;
        this.out = out;
    }

    /** Says every ten seconds how it goes, until this time by {@link System#nanoTime} or until a process ends. */
    Moment until(long until) {
        Moment last = moment();
        long nextLine = System.nanoTime() + LINE_INTERVAL.toNanos();
        while (System.nanoTime() < until && suite.unexpectedEnds().isEmpty()) {
            LockSupport.parkNanos(Math.min(until - System.nanoTime(), LOOK_INTERVAL.toNanos()));
            processes.usage();
            if (System.nanoTime() >= nextLine) {
                nextLine += LINE_INTERVAL.toNanos();
                Moment now = moment();
                tell(last, now);
                last = now;
            }
        }
        return moment();
    }

    private Moment moment() {
        // Asked before what came before them, nobody can seem to have taken more than was there.
        double rows = meters.rowsWritten();
        double archived = meters.archived();
        double mapped = meters.mapped();
        double aggregated = meters.aggregated();
        // What is measured here goes with the clock, since a busy service may take a second to answer.
        Map<String, Usage> usage = processes.usage();
        return new Moment(
                System.nanoTime(),
                System.currentTimeMillis(),
                loader.offered(),
                loader.accepted(),
                aggregated,
                archived,
                rows,
                mapped,
                probes.stream().mapToLong(MapProbe::rows).sum(),
                loader.secondsLate(),
                usage);
    }

    private void tell(Moment before, Moment now) {
        BenchResult.PerSecond rates = now.perSecondSince(before);
        BenchResult.SecondsBehind behind = now.behind(rate);
        out.printf(
                Locale.ROOT,
                "%s  offered %,.0f/s, accepted %,.0f/s, aggregated %,.0f/s, archived %,.0f/s, rows %,.0f/s, delivered %,.0f/s;"
                        + " behind: loader %.1f s, aggregator %.1f s, archive %.1f s, map %.1f s; %.2f cores%n",
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                rates.offered(),
                rates.accepted(),
                rates.aggregated(),
                rates.archived(),
                rates.rows(),
                rates.delivered(),
                behind.loader(),
                behind.aggregator(),
                behind.archive(),
                behind.map(),
                now.coresSince(before));
    }
}
