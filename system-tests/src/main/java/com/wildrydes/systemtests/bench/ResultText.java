package com.wildrydes.systemtests.bench;

import com.wildrydes.systemtests.bench.BenchResult.PerSecond;
import com.wildrydes.systemtests.bench.BenchResult.SecondsBehind;
import com.wildrydes.systemtests.bench.BenchResult.Totals;
import com.wildrydes.systemtests.bench.Latencies.Percentiles;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A result as people read it. */
final class ResultText {

    private final StringBuilder text = new StringBuilder();

    private ResultText() {}

    static String of(BenchResult result) {
        ResultText text = new ResultText();
        text.totals(result);
        text.latencies(result.latencyMillis());
        text.processes(result);
        text.verdict(result);
        return text.text.toString();
    }

    private void totals(BenchResult result) {
        Totals totals = result.totals();
        PerSecond rates = result.perSecond();
        line("%n%-24s %14s %14s", "", "in all", "a second");
        total("offered", totals.offered(), rates.offered());
        total("accepted", totals.accepted(), rates.accepted());
        total("aggregated", totals.inStream(), rates.aggregated());
        total("archived", totals.archived(), rates.archived());
        total("rows in DynamoDB", totals.rows(), rates.rows());
        total("rows of frames", totals.delivered(), rates.delivered());
        line(
                "of %,d scheduled; %,d given up, %,d doubled; %,d requests refused, %,d not answered; rates over %.0f s after"
                        + " %.0f s",
                totals.scheduled(),
                totals.givenUp(),
                totals.doubled(),
                totals.refusedRequests(),
                totals.unansweredRequests(),
                result.steadySeconds(),
                result.settings().warmUpSeconds());
    }

    private void total(String name, long all, double perSecond) {
        line("%-24s %,14d %,14.0f", name, all, perSecond);
    }

    private void latencies(BenchResult.Milliseconds latencies) {
        line("%n%-24s %10s %10s %10s %10s %12s", "milliseconds", "p50", "p95", "p99", "most", "of");
        latency("due to accepted", latencies.dueToAccepted());
        latency("accepted to frame", latencies.acceptedToFrame());
        latency("due to frame", latencies.dueToFrame());
        latency("window's end to row", latencies.windowEndToRow());
    }

    private void latency(String name, Percentiles of) {
        line(
                "%-24s %10s %10s %10s %10s %,12d",
                name, rounded(of.p50()), rounded(of.p95()), rounded(of.p99()), rounded(of.max()), of.count());
    }

    private static String rounded(@Nullable Double millis) {
        return millis == null ? "-" : String.valueOf(Math.round(millis));
    }

    private void processes(BenchResult result) {
        line("%n%-24s %8s %8s %11s %25s %8s", "", "CPU s", "cores", "µs/report", "MiB begin / end / most", "live");
        double cpu = 0;
        double cores = 0;
        double micros = 0;
        double most = 0;
        for (BenchResult.Process process : result.processes()) {
            line(
                    "%-24s %8.1f %8.2f %11.1f %9.0f %7.0f %7.0f %8.0f",
                    process.name(),
                    process.cpuSeconds(),
                    process.cores(),
                    process.cpuMicrosPerReport(),
                    process.residentBeginMiB(),
                    process.residentEndMiB(),
                    process.residentPeakMiB(),
                    process.liveHeapMiB());
            cpu += process.cpuSeconds();
            cores += process.cores();
            micros += process.cpuMicrosPerReport();
            most += process.residentPeakMiB();
        }
        line("%-24s %8.1f %8.2f %11.1f %25.0f", "together", cpu, cores, micros, most);
    }

    private void verdict(BenchResult result) {
        SecondsBehind behind = result.secondsBehindAtEnd();
        line(
                "%nBehind at the end: loader %.2f s, aggregator %.2f s, archive %.2f s, map %.2f s. The rate %s.",
                behind.loader(),
                behind.aggregator(),
                behind.archive(),
                behind.map(),
                result.holds() ? "was held" : "was NOT held");
        if (result.exact()) {
            line(
                    "Exact: %,d reports and %,d rows compared, nothing lost and nothing wrong.",
                    result.totals().inStream(), result.totals().rows());
        } else {
            line("WRONG: %,d differences:", result.differenceCount());
            result.differences().forEach(difference -> line("  %s", difference));
        }
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
