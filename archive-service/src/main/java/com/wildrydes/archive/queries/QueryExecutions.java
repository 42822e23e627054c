package com.wildrydes.archive.queries;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatistics;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StatementType;

/** The query executions of our workgroup in Athena, where their state lives. Thread-safe. */
final class QueryExecutions {

    static final int MAX_ROWS_A_PAGE = 1_000;

    private static final int MAX_IDS_A_CALL = 50;

    private static final Pattern ID = Pattern.compile("[0-9a-zA-Z-]{1,128}");

    private final AthenaClient athena;
    private final String workGroup;
    private final String database;

    QueryExecutions(AthenaClient athena, String workGroup, String database) {
        this.athena = athena;
        this.workGroup = workGroup;
        this.database = database;
    }

    /**
     * @param owner for whom it runs; null when it was submitted past this service
     * @param state Athena's: QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED
     * @param scannedBytes how much of the archive was read
     * @param reason why it failed or was cancelled
     * @param output where the result is stored as CSV
     * @param hasHeader whether the first row of the result is the columns' names
     */
    record Execution(
            String id,
            @Nullable String owner,
            String sql,
            String state,
            @Nullable Instant submittedAt,
            @Nullable Instant completedAt,
            @Nullable Long scannedBytes,
            @Nullable Long runtimeMillis,
            @Nullable String reason,
            @Nullable String output,
            boolean hasHeader) {

        boolean isOver() {
            return !state.equals("QUEUED") && !state.equals("RUNNING");
        }

        boolean hasResults() {
            return state.equals("SUCCEEDED");
        }

        boolean isOf(String caller) {
            return caller.equals(owner);
        }

        /** @return the owner's name, or one that no caller has */
        String ownerOrNobody() {
            return owner == null ? "\n" : owner;
        }

        boolean isOlderThan(Duration age, Instant now) {
            return submittedAt != null && submittedAt.plus(age).isBefore(now);
        }

        /** Athena says of every query that was cancelled that a user did it; this one may have taken too long. */
        Execution withReason(Duration mostRuntime) {
            boolean tooLong = state.equals("CANCELLED") && completedAt != null && isOlderThan(mostRuntime, completedAt);
            return tooLong
                    ? new Execution(
                            id,
                            owner,
                            sql,
                            state,
                            submittedAt,
                            completedAt,
                            scannedBytes,
                            runtimeMillis,
                            "A query must end within " + mostRuntime.toSeconds() + " s",
                            output,
                            hasHeader)
                    : this;
        }
    }

    /** @param type Athena's name of the column's type */
    record Column(String name, String type) {}

    /** @param next asks for the page after this one */
    record Page(
            List<Column> columns,
            List<List<@Nullable String>> rows,
            @Nullable String next) {}

    /**
     * Submits SQL.
     *
     * @param parameters literals for its question marks; none of them, and null, is the same
     * @return the execution's id
     */
    String start(String sql, List<String> parameters) {
        return athena.startQueryExecution(start -> start.queryString(sql)
                        // Athena refuses an empty list.
                        .executionParameters(parameters.isEmpty() ? null : parameters)
                        .workGroup(workGroup)
                        .queryExecutionContext(context -> context.database(database)))
                .queryExecutionId();
    }

    /** Empty when there is no such execution, or it is not of our workgroup. */
    Optional<Execution> find(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(athena.getQueryExecution(get -> get.queryExecutionId(id))
                            .queryExecution())
                    .filter(execution -> workGroup.equals(execution.workGroup()))
                    .map(QueryExecutions::execution);
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    /** The last executions of our workgroup. */
    List<Execution> latest() {
        return find(athena.listQueryExecutions(list -> list.workGroup(workGroup).maxResults(MAX_IDS_A_CALL))
                .queryExecutionIds());
    }

    /** Those of these executions that there are and that are of our workgroup. */
    List<Execution> find(List<String> ids) {
        List<Execution> found = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += MAX_IDS_A_CALL) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + MAX_IDS_A_CALL));
            athena.batchGetQueryExecution(get -> get.queryExecutionIds(some)).queryExecutions().stream()
                    .filter(execution -> workGroup.equals(execution.workGroup()))
                    .map(QueryExecutions::execution)
                    .forEach(found::add);
        }
        return found;
    }

    private static Execution execution(QueryExecution execution) {
        QueryExecutionStatistics statistics = execution.statistics();
        return new Execution(
                execution.queryExecutionId(),
                OwnerLine.owner(execution.query()).orElse(null),
                OwnerLine.without(execution.query()),
                execution.status().stateAsString(),
                execution.status().submissionDateTime(),
                execution.status().completionDateTime(),
                statistics == null ? null : statistics.dataScannedInBytes(),
                statistics == null ? null : statistics.totalExecutionTimeInMillis(),
                execution.status().stateChangeReason(),
                execution.resultConfiguration() == null
                        ? null
                        : execution.resultConfiguration().outputLocation(),
                execution.statementType() == StatementType.DML);
    }

    /**
     * @param token the {@link Page#next} of the page before
     * @throws InvalidRequestException when Athena does not know the token
     */
    Page results(Execution execution, int limit, @Nullable String token) {
        boolean header = token == null && execution.hasHeader();
        GetQueryResultsResponse response = athena.getQueryResults(get -> get.queryExecutionId(execution.id())
                .maxResults(Math.min(MAX_ROWS_A_PAGE, header ? limit + 1 : limit))
                .nextToken(token));
        List<Row> rows = response.resultSet().rows();
        List<ColumnInfo> columns = response.resultSet().resultSetMetadata().columnInfo();
        return new Page(
                columns.stream()
                        .map(column -> new Column(column.name(), column.type()))
                        .toList(),
                rows.stream().skip(header ? 1 : 0).map(QueryExecutions::values).toList(),
                response.nextToken());
    }

    private static List<@Nullable String> values(Row row) {
        List<@Nullable String> values = new ArrayList<>(row.data().size());
        for (Datum datum : row.data()) {
            values.add(datum.varCharValue());
        }
        return values;
    }

    void cancel(Execution execution) {
        athena.stopQueryExecution(stop -> stop.queryExecutionId(execution.id()));
    }
}
