package com.wildrydes.systemtests.bench;

import java.util.Map;

/**
 * How far everybody is at one moment of a run.
 *
 * @param nanos by {@link System#nanoTime}
 * @param millis since 1970
 * @param offered reports that were sent
 * @param accepted reports that were answered with 202
 * @param aggregated reports that the aggregator took
 * @param archived reports that Firehose took
 * @param rows rows that were written to DynamoDB
 * @param mapped reports that the map took
 * @param delivered rows of frames that came to the probes
 * @param secondsLate how far the loader is behind
 * @param usage by name of the process
 */
record Moment(
        long nanos,
        long millis,
        long offered,
        long accepted,
        double aggregated,
        double archived,
        double rows,
        double mapped,
        long delivered,
        double secondsLate,
        Map<String, Usage> usage) {

    double secondsSince(Moment earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }

    BenchResult.PerSecond perSecondSince(Moment earlier) {
        double seconds = secondsSince(earlier);
        return new BenchResult.PerSecond(
                (offered - earlier.offered) / seconds,
                (accepted - earlier.accepted) / seconds,
                (aggregated - earlier.aggregated) / seconds,
                (archived - earlier.archived) / seconds,
                (rows - earlier.rows) / seconds,
                (delivered - earlier.delivered) / seconds);
    }

    /** Processor seconds a second of one process, or 0 when it was not there. */
    double coresSince(Moment earlier, String process) {
        Usage now = usage.get(process);
        Usage before = earlier.usage.get(process);
        return now == null || before == null
                ? 0
                : now.cpu().minus(before.cpu()).toNanos() / 1e9 / secondsSince(earlier);
    }

    double coresSince(Moment earlier) {
        return usage.keySet().stream()
                .mapToDouble(process -> coresSince(earlier, process))
                .sum();
    }

    /** How many seconds of reports wait in front of everybody, at this rate. */
    BenchResult.SecondsBehind behind(double rate) {
        return new BenchResult.SecondsBehind(
                secondsLate, behind(aggregated, rate), behind(archived, rate), behind(mapped, rate));
    }

    private double behind(double taken, double rate) {
        return Math.max(0, accepted - taken) / rate;
    }
}
