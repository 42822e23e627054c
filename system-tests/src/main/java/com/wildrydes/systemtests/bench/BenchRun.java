package com.wildrydes.systemtests.bench;

import com.wildrydes.systemtests.Aws;
import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.Suite;
import com.wildrydes.systemtests.SuiteOptions;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One run: the suite starts, reports come at a rate, everybody is watched; then nothing comes any more, and what the suite made of
 * the reports is compared with what it should have. For one thread.
 */
final class BenchRun implements AutoCloseable {

    private static final Duration LEAD = Duration.ofSeconds(2);
    /** Rows are counted often while they are expected; each look costs the persister a little. */
    private static final Duration ROWS_INTERVAL = Duration.ofMillis(100);

    private static final Duration SELDOM = Duration.ofSeconds(1);
    private static final Duration ROWS_EXPECTED = Duration.ofSeconds(15);
    /** So much is under way even when nobody is in a hurry: polls, lingering, what Firehose has not taken yet. */
    private static final double SECONDS_UNDER_WAY = 5;

    private static final double MOST_SECONDS_LATE = 1;
    /** What a shard may keep: a report, its key and what local-aws puts beside it. */
    private static final int BYTES_PER_REPORT = 400;

    private static final long LEAST_RETENTION_BYTES = 1L << 30;
    private static final int LEAST_MAP_SIZE = 100_000;
    private static final double MEBI = 1024.0 * 1024.0;

    private final BenchOptions options;
    private final PrintStream out;
    private final Suite suite;
    private final Aws aws;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Meters meters;
    private final RowTimes rowTimes = new RowTimes();
    private final LoadCount count = new LoadCount();
    private final List<MapProbe> probes = new ArrayList<>();
    private final Thread rowWatch = new Thread(this::watchRows, "rows");
    private volatile boolean closing;

    private BenchRun(BenchOptions options, PrintStream out, Suite suite) {
        this.options = options;
        this.out = out;
        this.suite = suite;
        aws = new Aws(suite.aws());
        meters = new Meters(suite, http);
        rowWatch.setDaemon(true);
    }

    /** Starts the suite, and returns when it is ready. */
    static BenchRun start(BenchOptions options, PrintStream out) {
        out.println("Logs and data: " + options.folder());
        SuiteOptions suiteOptions = SuiteOptions.inFolder(options.folder())
                .window(options.window())
                .unpacked(options.unpacked())
                .reportShards(options.shards())
                .with(Part.LOCAL_AWS, "--retention-bytes=" + retentionBytes(options))
                .with(
                        Part.DASHBOARD,
                        "--wildrydes.dashboard.max-unicorns=" + Math.max(LEAST_MAP_SIZE, options.unicorns()))
                // As the profile local has it; tests of the suite are in more of a hurry.
                .with(Part.ARCHIVE, "--wildrydes.archive.firehose.buffer-interval=5s");
        for (Map.Entry<Part, List<String>> more : options.javaOptions().entrySet()) {
            suiteOptions = suiteOptions.withJavaOptions(more.getKey(), more.getValue());
        }
        BenchRun run = new BenchRun(options, out, Suite.start(suiteOptions));
        for (Part part : Part.values()) {
            out.println("  " + part.module() + ": process "
                    + run.suite.process(part).pid() + ", " + run.suite.uri(part, ""));
        }
        return run;
    }

    private static long retentionBytes(BenchOptions options) {
        return Math.max(LEAST_RETENTION_BYTES, options.length().toMillis() * options.rate() / 1000 * BYTES_PER_REPORT);
    }

    /** @throws IllegalStateException when a process ended while the load was on */
    BenchResult measure() {
        int total = (int) (options.length().toMillis() * options.rate() / 1000);
        int firstMeasured = (int) (options.warmUp().toMillis() * options.rate() / 1000);
        long startNanos = System.nanoTime() + LEAD.toNanos();
        ReportNumbers numbers = new ReportNumbers(
                options.unicorns(), options.rate(), total, System.currentTimeMillis() + LEAD.toMillis());
        try (Loader loader =
                new Loader(suite.uri(Part.PRODUCER, "/api/telemetry"), numbers, startNanos, firstMeasured, count)) {
            URI fleet = URI.create(suite.door("/ws/fleet").toString().replaceFirst("^http", "ws"));
            for (int probe = 0; probe < options.probes(); probe++) {
                probes.add(new MapProbe(numbers, loader.acceptTimes(), startNanos, firstMeasured));
                probes.get(probe).connect(http, fleet);
            }
            rowWatch.start();
            Processes processes = new Processes(suite);
            loader.start();
            Watch watch = new Watch(suite, options.rate(), loader, probes, meters, processes, out);
            Moment warm = watch.until(startNanos + options.warmUp().toNanos());
            Moment end = watch.until(startNanos + options.length().toNanos());
            if (!suite.unexpectedEnds().isEmpty()) {
                throw new IllegalStateException(
                        "Every process must run until the end, but " + String.join("; ", suite.unexpectedEnds()));
            }
            out.println("The load ends");
            loader.awaitEnd();
            Comparison comparison = new Comparison(aws, options.window(), numbers, count, meters, out);
            comparison.compare(probes.get(0));
            return result(numbers, loader, processes, warm, end, comparison);
        }
    }

    private void watchRows() {
        while (!closing) {
            long rows = (long) meters.rowsWritten();
            rowTimes.seen(System.currentTimeMillis(), rows);
            long sinceWindowEnd = System.currentTimeMillis() % options.window().toMillis();
            Duration pause = sinceWindowEnd < ROWS_EXPECTED.toMillis() ? ROWS_INTERVAL : SELDOM;
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private BenchResult result(
            ReportNumbers numbers, Loader loader, Processes processes, Moment warm, Moment end, Comparison comparison) {
        Differences differences = comparison.differences();
        differences.add("process", suite.unexpectedEnds());
        differences.add("process started again at its own wish", suite.restarts());
        differences.add("answer", loader.surprises());
        probes.forEach(probe -> differences.add("map", probe.surprises()));
        BenchResult.Milliseconds latencies = new BenchResult.Milliseconds(
                loader.dueToAccepted().percentiles(),
                probes.get(0).acceptedToFrame().percentiles(),
                probes.get(0).dueToFrame().percentiles(),
                rowTimes.latencies(comparison.rowsByEnd(options.window()), warm.millis(), end.millis())
                        .percentiles());
        BenchResult.SecondsBehind behind = end.behind(options.rate());
        Double slowestRow = latencies.windowEndToRow().max();
        boolean rowsInTime = slowestRow == null || slowestRow < options.window().toMillis();
        boolean holds = behind.loader() < MOST_SECONDS_LATE && behind.most() < SECONDS_UNDER_WAY && rowsInTime;
        return new BenchResult(
                new BenchResult.Settings(
                        options.unicorns(),
                        options.rate(),
                        options.length().toMillis() / 1000.0,
                        options.warmUp().toMillis() / 1000.0,
                        options.window().toSeconds(),
                        options.shards(),
                        options.probes()),
                new BenchResult.Machine(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch")),
                new BenchResult.Totals(
                        numbers.total(),
                        loader.offered(),
                        loader.accepted(),
                        loader.givenUp(),
                        loader.refusedRequests(),
                        loader.unansweredRequests(),
                        comparison.records(),
                        count.doubledReports(),
                        comparison.archivedRecords(),
                        comparison.rows(),
                        probes.stream().mapToLong(MapProbe::rows).sum()),
                end.secondsSince(warm),
                end.perSecondSince(warm),
                behind,
                latencies,
                processes(processes, warm, end),
                holds,
                differences.count() == 0,
                differences.count(),
                differences.told());
    }

    private List<BenchResult.Process> processes(Processes processes, Moment warm, Moment end) {
        double seconds = end.secondsSince(warm);
        double reports = Math.max(1, end.accepted() - warm.accepted());
        List<BenchResult.Process> all = new ArrayList<>();
        for (String name : end.usage().keySet()) {
            double cores = end.coresSince(warm, name);
            all.add(new BenchResult.Process(
                    name,
                    cores * seconds,
                    cores,
                    cores * seconds * TimeUnit.SECONDS.toMicros(1) / reports,
                    residentMiB(warm, name),
                    residentMiB(end, name),
                    processes.peakResidentBytes(name) / MEBI,
                    Stream.of(Part.values())
                            .filter(part -> Part.SERVICES.contains(part)
                                    && part.module().equals(name))
                            .mapToDouble(part -> meters.liveHeapBytes(part) / MEBI)
                            .sum()));
        }
        return all;
    }

    private static double residentMiB(Moment moment, String name) {
        Usage usage = moment.usage().get(name);
        return usage == null ? 0 : usage.residentBytes() / MEBI;
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(rowWatch);
        probes.forEach(MapProbe::close);
        aws.close();
        suite.close();
    }
}
