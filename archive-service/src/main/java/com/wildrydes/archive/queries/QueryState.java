package com.wildrydes.archive.queries;

import com.wildrydes.archive.queries.QueryExecutions.Execution;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query as the API shows it.
 *
 * @param state QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED
 * @param sql what runs: of an ad-hoc query, as it was printed again
 * @param scannedBytes how much of the archive was read
 * @param reason why it failed or was cancelled
 */
public record QueryState(
        String id,
        String state,
        String sql,
        @Nullable Instant submittedAt,
        @Nullable Instant completedAt,
        @Nullable Long scannedBytes,
        @Nullable Long runtimeMillis,
        @Nullable String reason) {

    static QueryState of(Execution execution) {
        return new QueryState(
                execution.id(),
                execution.state(),
                execution.sql(),
                execution.submittedAt(),
                execution.completedAt(),
                execution.scannedBytes(),
                execution.runtimeMillis(),
                execution.reason());
    }

    /** Where the API shows it. */
    public String path() {
        return "/api/queries/" + id;
    }
}
