package com.wildrydes.archive.queries;

import com.wildrydes.archive.InvalidParameterException;
import com.wildrydes.archive.queries.QueryExecutions.Column;
import com.wildrydes.archive.queries.QueryExecutions.Execution;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.TooManyRequestsException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** {@code /api/queries}: ad-hoc SQL. */
@RestController
@RequestMapping("/api/queries")
class QueriesController {

    private static final String CSV = "text/csv";

    private final SqlGuard guard;
    private final QueryExecutions executions;
    private final ResultFiles files;
    private final QueryWatch watch;

    QueriesController(SqlGuard guard, QueryExecutions executions, ResultFiles files, QueryWatch watch) {
        this.guard = guard;
        this.executions = executions;
        this.files = files;
        this.watch = watch;
    }

    @PostMapping(produces = "application/json")
    @Operation(summary = "Runs one read-only query in Trino's SQL over the table wildrydes and the view reports")
    ResponseEntity<Query> start(@RequestBody Sql request) {
        if (request.sql() == null) {
            throw new InvalidParameterException("sql", "must be a query", null);
        }
        String id = start(guard.check(request.sql()));
        return ResponseEntity.accepted()
                .location(URI.create("/api/queries/" + id))
                .body(Query.of(executions.find(id).orElseThrow(() -> notFound(id))));
    }

    private String start(String sql) {
        try {
            String id = executions.start(sql);
            watch.started(id);
            return id;
        } catch (InvalidRequestException e) {
            throw new RefusedSqlException(
                    "SQL must be what Athena takes, but it says: "
                            + e.awsErrorDetails().errorMessage(),
                    1,
                    1);
        }
    }

    @GetMapping(path = "/{id}", produces = "application/json")
    @Operation(summary = "A query's state and statistics")
    Query state(@PathVariable String id) {
        return Query.of(get(id));
    }

    @GetMapping("/{id}/results")
    @Operation(summary = "A page of a query's result")
    Results results(
            @PathVariable String id,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "100") String limit,
            @Parameter(description = "The cursor of the page before") @RequestParam(required = false) @Nullable
                    String cursor) {
        int rows = InvalidParameterException.limit(limit, QueryExecutions.MAX_ROWS_A_PAGE);
        Execution execution = getWithResults(id);
        try {
            return Results.of(executions.results(execution, rows, cursor));
        } catch (InvalidRequestException e) {
            if (cursor == null) {
                throw e;
            }
            throw new InvalidParameterException("cursor", "must be the cursor of the page before", cursor);
        }
    }

    @GetMapping(path = "/{id}/results", produces = CSV)
    @Operation(summary = "A query's whole result as CSV")
    void csv(@PathVariable String id, HttpServletResponse response) throws IOException {
        Execution execution = getWithResults(id);
        String output = Optional.ofNullable(execution.output()).orElseThrow(() -> notFound(id));
        try (ResponseInputStream<GetObjectResponse> file = files.open(output)) {
            response.setContentType(CSV + ";charset=UTF-8");
            response.setContentLengthLong(file.response().contentLength());
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + execution.id() + ".csv\"");
            try {
                file.transferTo(response.getOutputStream());
            } catch (IOException e) {
                // Closing alone would read the rest of a file that nobody waits for any more.
                file.abort();
                throw e;
            }
        }
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Cancels a query; one that is over stays as it is")
    void cancel(@PathVariable String id) {
        Execution execution = get(id);
        if (!execution.isOver()) {
            executions.cancel(execution);
        }
    }

    private Execution get(String id) {
        return executions.find(id).orElseThrow(() -> notFound(id));
    }

    private Execution getWithResults(String id) {
        Execution execution = get(id);
        if (!execution.hasResults()) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "The query must have SUCCEEDED to have results, but is " + execution.state()
                            + (execution.reason() == null ? "" : ": " + execution.reason()));
        }
        return execution;
    }

    private static ResponseStatusException notFound(String id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no query " + id);
    }

    @ExceptionHandler
    ProblemDetail refused(RefusedSqlException e) {
        watch.refused();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, Optional.ofNullable(e.getMessage()).orElse(""));
        problem.setProperty("parameter", "sql");
        problem.setProperty("line", e.line());
        problem.setProperty("column", e.column());
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(TooManyRequestsException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.TOO_MANY_REQUESTS, "Athena must have room for another query, but has not");
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(problem);
    }

    record Sql(@Nullable String sql) {}

    /**
     * @param sql what runs: the query as it was printed again
     * @param state QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED
     * @param reason why it failed or was cancelled
     */
    record Query(
            String id,
            String state,
            String sql,
            @Nullable Instant submittedAt,
            @Nullable Instant completedAt,
            @Nullable Long scannedBytes,
            @Nullable Long runtimeMillis,
            @Nullable String reason) {

        static Query of(Execution execution) {
            return new Query(
                    execution.id(),
                    execution.state(),
                    execution.sql(),
                    execution.submittedAt(),
                    execution.completedAt(),
                    execution.scannedBytes(),
                    execution.runtimeMillis(),
                    execution.reason());
        }
    }

    /**
     * @param items the rows, each the values of the columns in their order: two columns may have the same name
     * @param cursor asks for the next page; null when this is the last
     */
    record Results(
            List<Column> columns,
            List<List<@Nullable Object>> items,
            @Nullable String cursor) {

        static Results of(QueryExecutions.Page page) {
            List<List<@Nullable Object>> items = new ArrayList<>(page.rows().size());
            for (List<@Nullable String> row : page.rows()) {
                List<@Nullable Object> values = new ArrayList<>(row.size());
                for (int i = 0; i < row.size(); i++) {
                    values.add(ColumnValue.of(row.get(i), page.columns().get(i).type()));
                }
                items.add(values);
            }
            return new Results(page.columns(), items, page.next());
        }
    }
}
