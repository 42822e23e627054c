package com.wildrydes.archive.queries;

import com.wildrydes.archive.queries.QueryExecutions.Execution;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;

/** The queries of callers: within each caller's limits, and out of sight of all others. Thread-safe. */
public final class Queries {

    private final QueryExecutions executions;
    private final OpenQueries open;
    private final QueryLimits limits;

    Queries(QueryExecutions executions, OpenQueries open, QueryLimits limits) {
        this.executions = executions;
        this.open = open;
        this.limits = limits;
    }

    /**
     * Submits a query.
     *
     * @param sql has passed the guard, or is our own
     * @param parameters SQL literals for its question marks, in their order
     * @throws RefusedSqlException when Athena does not take it
     * @throws TooManyQueriesException when the caller has no room for another
     */
    public QueryState start(Caller caller, String sql, List<String> parameters) {
        String id = open.submit(caller.name(), () -> submit(caller, sql, parameters));
        return QueryState.of(find(id, caller)
                .orElseThrow(() -> new IllegalStateException("Athena must know the query " + id + " that it started")));
    }

    private String submit(Caller caller, String sql, List<String> parameters) {
        try {
            return executions.start(OwnerLine.before(sql, caller.name()), parameters);
        } catch (InvalidRequestException e) {
            throw new RefusedSqlException(
                    "SQL must be what Athena takes, but it says: "
                            + e.awsErrorDetails().errorMessage(),
                    1,
                    1);
        }
    }

    /** Empty when there is no such query of our workgroup, or it is another caller's. */
    Optional<Execution> find(String id, Caller caller) {
        return executions
                .find(id)
                .filter(execution -> caller.operator() || execution.isOf(caller.name()))
                .map(execution -> execution.withReason(limits.runtime()));
    }

    /** Cancels a query; one that is over stays as it is. */
    void cancel(Execution execution) {
        if (!execution.isOver()) {
            executions.cancel(execution);
        }
    }
}
