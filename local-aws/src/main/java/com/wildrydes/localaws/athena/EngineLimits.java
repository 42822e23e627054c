package com.wildrydes.localaws.athena;

import java.time.Duration;

/**
 * What one query may use.
 *
 * @param memoryMebibytes of DuckDB's buffers, by its own account
 * @param residentMebibytes of the whole process, by the system's account (looked at on Linux only): some functions pass by DuckDB's own
 * @param resultMebibytes of the result's file
 * @param time from the start of the process to its end
 */
record EngineLimits(int memoryMebibytes, int residentMebibytes, int threads, int resultMebibytes, Duration time) {

    /** Athena ends a query after 30 minutes too. */
    static final EngineLimits DEFAULT = new EngineLimits(
            512, 1_200, Math.min(4, Runtime.getRuntime().availableProcessors()), 2_048, Duration.ofMinutes(30));
}
