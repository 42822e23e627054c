package com.wildrydes.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.wildrydes.telemetry.MinuteSummary;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * The engine and Flink, in turns, on the same bytes in one JVM: how many records a second of the processor's time, whatever
 * threads take it (the collector's and the compiler's too). Ends with 1 when they do not close the same windows, or when the
 * engine misses its bar.
 */
public final class EngineAgainstFlink {

    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;
    private static final int UNICORNS = 2000;
    private static final int MINUTES = 15;
    private static final double LEAST_RATIO = 3;
    private static final double MOST_BYTES_A_RECORD = 100;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Corpus corpus;
    private final int records;
    private final Engine engine = new Engine();
    private final List<Double> engineRates = new ArrayList<>();
    private final List<Double> flinkRates = new ArrayList<>();
    private final List<Double> bytesARecord = new ArrayList<>();

    private EngineAgainstFlink(Corpus.Precision precision) {
        corpus = new Corpus(UNICORNS, MINUTES * 60, precision);
        records = corpus.records().size();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d records, %d bytes each, of %,d unicorns; Java %s%n",
                precision,
                records,
                corpus.bytes() / records,
                UNICORNS,
                Runtime.version());
    }

    public static void main(String[] arguments) throws Exception {
        boolean passed = true;
        for (Corpus.Precision precision : Corpus.Precision.values()) {
            passed &= new EngineAgainstFlink(precision).run();
        }
        System.exit(passed ? 0 : 1);
    }

    private interface Work {
        List<MinuteSummary> run() throws Exception;
    }

    /** One turn of a peer. */
    private record Turn(List<MinuteSummary> windows, double cpuSeconds, double seconds, long allocatedBytes) {

        static Turn of(Work work) throws Exception {
            // The other's garbage is not this one's cost.
            System.gc();
            long thread = Thread.currentThread().getId();
            long bytes = THREADS.getThreadAllocatedBytes(thread);
            long cpu = SYSTEM.getProcessCpuTime();
            long time = System.nanoTime();
            List<MinuteSummary> windows = work.run();
            return new Turn(
                    windows,
                    (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
                    (System.nanoTime() - time) / 1e9,
                    THREADS.getThreadAllocatedBytes(thread) - bytes);
        }
    }

    private boolean run() throws Exception {
        boolean same = true;
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            Turn ours = Turn.of(() -> {
                engine.run(corpus);
                return List.of();
            });
            // A job costs something before its first record, which is no part of the comparison.
            Turn start = Turn.of(() -> FlinkJob.run(corpus.records(), 1));
            Turn theirs = Turn.of(() -> FlinkJob.run(corpus.records(), records));
            double theirCpuSeconds = theirs.cpuSeconds() - start.cpuSeconds();
            double theirSeconds = theirs.seconds() - start.seconds();

            List<MinuteSummary> windows = engine.windows();
            same &= windows.size() == theirs.windows().size()
                    && new HashSet<>(windows).equals(new HashSet<>(theirs.windows()));
            if (round >= 0) {
                engineRates.add(records / ours.cpuSeconds());
                flinkRates.add(records / theirCpuSeconds);
                bytesARecord.add((double) ours.allocatedBytes() / records);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-9s engine %.2f M/s, %.2f M/CPU s (%.2f CPU s)   Flink %.2f M/s, %.2f M/CPU s (%.2f CPU s, and %.2f to start)%n",
                    round < 0 ? "warm-up" : "round " + (round + 1),
                    records / ours.seconds() / 1e6,
                    records / ours.cpuSeconds() / 1e6,
                    ours.cpuSeconds(),
                    records / theirSeconds / 1e6,
                    records / theirCpuSeconds / 1e6,
                    theirCpuSeconds,
                    start.cpuSeconds());
        }
        double ratio = median(engineRates) / median(flinkRates);
        System.out.printf(
                Locale.ROOT,
                "median    engine %s, Flink %s: %.1f times; %.0f bytes a record (bar: %.0f times, %.0f bytes); %s%n%n",
                spread(engineRates),
                spread(flinkRates),
                ratio,
                median(bytesARecord),
                LEAST_RATIO,
                MOST_BYTES_A_RECORD,
                same ? "the same windows" : "NOT THE SAME WINDOWS");
        return same && ratio >= LEAST_RATIO && median(bytesARecord) <= MOST_BYTES_A_RECORD;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static String spread(List<Double> rates) {
        return String.format(
                Locale.ROOT,
                "%.2f M/CPU s (%.2f to %.2f)",
                median(rates) / 1e6,
                Collections.min(rates) / 1e6,
                Collections.max(rates) / 1e6);
    }
}
