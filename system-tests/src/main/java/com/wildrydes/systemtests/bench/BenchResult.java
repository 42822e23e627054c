package com.wildrydes.systemtests.bench;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run found; docs/performance.md says what the figures mean.
 *
 * @param differences what is lost or wrong, a line each, of each kind some
 * @param differenceCount how many there are
 * @param exact whether there are none
 * @param holds whether the rate was held: nobody was further behind at the end than what is always under way, and every window's
 *     rows were written before the next one's end
 */
record BenchResult(
        Settings settings,
        Machine machine,
        Totals totals,
        double steadySeconds,
        PerSecond perSecond,
        SecondsBehind secondsBehindAtEnd,
        Milliseconds latencyMillis,
        List<Process> processes,
        boolean holds,
        boolean exact,
        long differenceCount,
        List<String> differences) {

    record Settings(
            int unicorns,
            int reportsPerSecond,
            double seconds,
            double warmUpSeconds,
            long windowSeconds,
            int shards,
            int probes) {}

    record Machine(int processors, String java, String system) {}

    /** @param scheduled reports that were to be offered */
    record Totals(
            int scheduled,
            long offered,
            long accepted,
            long givenUp,
            long refusedRequests,
            long unansweredRequests,
            long inStream,
            long doubled,
            long archived,
            long rows,
            long delivered) {}

    record PerSecond(
            double offered, double accepted, double aggregated, double archived, double rows, double delivered) {}

    record SecondsBehind(double loader, double aggregator, double archive, double map) {

        double most() {
            return Math.max(Math.max(loader, aggregator), Math.max(archive, map));
        }
    }

    record Milliseconds(
            Latencies.Percentiles dueToAccepted,
            Latencies.Percentiles acceptedToFrame,
            Latencies.Percentiles dueToFrame,
            Latencies.Percentiles windowEndToRow) {}

    /**
     * A process during the steady part.
     *
     * @param cores processor seconds a second
     * @param cpuMicrosPerReport of the accepted ones
     * @param liveHeapMiB in use after the last full collection; 0 before the first, or where nobody says
     */
    record Process(
            String name,
            double cpuSeconds,
            double cores,
            double cpuMicrosPerReport,
            double residentBeginMiB,
            double residentEndMiB,
            double residentPeakMiB,
            double liveHeapMiB) {}

    String json() {
        return JsonMapper.builder().build().writeValueAsString(this);
    }
}
