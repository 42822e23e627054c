package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Aws;
import com.wildrydes.systemtests.Instance;
import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.Suite;
import com.wildrydes.systemtests.SuiteOptions;
import com.wildrydes.systemtests.Waiting;
import com.wildrydes.systemtests.chaos.Verification.Finding;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run: the suite starts, devices report, faults befall it, all becomes calm, and then what the suite made of the stream is
 * compared with what it should have.
 */
final class ChaosRun implements AutoCloseable {

    private static final Duration FIRST_RECORDS = Duration.ofSeconds(240);
    /** How long nothing may get better before what still differs is called a difference. */
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private static final int MOST_DIFFERENCES_TOLD = 100;

    private final ChaosOptions options;
    private final PrintStream out;
    private final RecoveryTimes times = new RecoveryTimes();
    private final Suite suite;
    private final Aws aws;
    private final RecoveryWatch recovery;
    private final Chaos chaos;
    private final Load load;

    private ChaosRun(ChaosOptions options, PrintStream out, Suite suite) {
        this.options = options;
        this.out = out;
        this.suite = suite;
        aws = new Aws(suite.aws());
        recovery = new RecoveryWatch(suite, times);
        chaos = new Chaos(suite, aws, options.seed(), recovery, out);
        load = new Load(part -> suite.uri(part, ""), options.unicorns(), options.seed());
    }

    /** Starts the suite and the load, and returns when every consumer has read its first record. */
    static ChaosRun start(ChaosOptions options, PrintStream out) {
        out.println(options.command());
        out.println("Logs and data: " + options.folder());
        ChaosRun run = new ChaosRun(
                options,
                out,
                Suite.start(SuiteOptions.inFolder(options.folder())
                        .mode(options.mode())
                        .window(options.window())
                        .unpacked(options.unpacked())
                        .reportShards(options.shards())));
        try {
            run.load.start();
            run.awaitFirstRecords();
            return run;
        } catch (RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    /** Before that, KCL makes its tables, which takes longer than anything that is of interest here. */
    private void awaitFirstRecords() {
        Metrics metrics = new Metrics(suite);
        for (Part part : Part.CONSUMERS) {
            if (!Waiting.until(FIRST_RECORDS, () -> metrics.recordsRead(Instance.of(part)) > 0)) {
                throw new IllegalStateException(
                        part.module() + " must read its first record within " + FIRST_RECORDS + ", but did not");
            }
        }
    }

    /** The schedule that the options say. */
    void befall() {
        befall(Schedule.random(options.seed(), options.plan(), options.mode(), options.length()), options.length());
    }

    /** Returns after this time, or when a process ended by itself. */
    void befall(Schedule schedule, Duration length) {
        out.println("Schedule:");
        out.print(schedule);
        chaos.begin(schedule);
        Waiting.until(length, () -> !suite.unexpectedEnds().isEmpty());
    }

    /** Ends faults and load and compares. What differs, a line each; all of it, with the figures, is told as well. */
    List<String> verify() {
        chaos.calm();
        load.close();
        Finding finding = new Verification(aws, options.window()).settle(load.accepted(), SETTLING);
        List<String> differences = new ArrayList<>(finding.differences());
        differences.addAll(suite.unexpectedEnds());
        differences.addAll(load.surprises());
        differences.addAll(chaos.failures());
        tell(finding, differences);
        return differences;
    }

    /** What is begun is sent; afterwards nothing is written any more. */
    void stopLoad() {
        load.close();
    }

    Suite suite() {
        return suite;
    }

    Aws aws() {
        return aws;
    }

    private void tell(Finding finding, List<String> differences) {
        out.println("Faults: " + new TreeMap<>(chaos.done()) + ", in Kinesis " + chaos.injected());
        out.println("Started again at their own wish: " + counted(suite.restarts()));
        out.printf(
                "Load: %d reports offered, %d accepted, %d unknown, in %d requests of which %d without an answer%n",
                load.offered(), load.accepted().size(), load.unknown(), load.requests(), load.unanswered());
        out.printf(
                "Stream: %d reports in %d shards, %d of them duplicates; %d archived; %d changes of alerts,"
                        + " %d others told%n",
                finding.reportsInStream(),
                finding.shards(),
                finding.duplicates(),
                finding.archived(),
                finding.alertChanges(),
                finding.untrueAlerts());
        out.println("Recovery, least / median / greatest (number); " + recovery.givenUp() + " waits were in vain:");
        out.print(times);
        out.printf("%d rows compared, %d differences%n", finding.rows(), differences.size());
        differences.stream().limit(MOST_DIFFERENCES_TOLD).forEach(difference -> out.println("  " + difference));
        if (!differences.isEmpty()) {
            out.println("Again: " + options.command());
        }
    }

    private static Map<String, Integer> counted(List<Instance> instances) {
        Map<String, Integer> counts = new TreeMap<>();
        instances.forEach(instance -> counts.merge(instance.toString(), 1, Integer::sum));
        return counts;
    }

    @Override
    public void close() {
        load.close();
        chaos.close();
        recovery.close();
        aws.close();
        suite.close();
    }
}
