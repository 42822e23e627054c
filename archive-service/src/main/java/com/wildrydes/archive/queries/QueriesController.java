package com.wildrydes.archive.queries;

import com.wildrydes.archive.InvalidParameterException;
import com.wildrydes.archive.queries.QueryExecutions.Column;
import com.wildrydes.archive.queries.QueryExecutions.Execution;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
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
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** {@code /api/queries}: ad-hoc SQL. */
@RestController
@RequestMapping("/api/queries")
class QueriesController {

    private static final String CSV = "text/csv";

    private final SqlGuard guard;
    private final Queries queries;
    private final QueryExecutions executions;
    private final ResultFiles files;
    private final OpenQueries open;

    QueriesController(
            SqlGuard guard, Queries queries, QueryExecutions executions, ResultFiles files, OpenQueries open) {
        this.guard = guard;
        this.queries = queries;
        this.executions = executions;
        this.files = files;
        this.open = open;
    }

    @PostMapping(produces = "application/json")
    @Operation(summary = "Runs one read-only query in Trino's SQL over the archive's table and views")
    ResponseEntity<QueryState> start(@RequestBody Sql request, HttpServletRequest http) {
        if (request.sql() == null) {
            throw new InvalidParameterException("sql", "must be a query", null);
        }
        QueryState query = queries.start(Caller.of(http), guard.check(request.sql()), List.of());
        return ResponseEntity.accepted().location(URI.create(query.path())).body(query);
    }

    @GetMapping(path = "/{id}", produces = "application/json")
    @Operation(summary = "A query's state and statistics")
    QueryState state(@PathVariable String id, HttpServletRequest http) {
        return QueryState.of(get(id, http));
    }

    @GetMapping("/{id}/results")
    @Operation(summary = "A page of a query's result")
    Results results(
            @PathVariable String id,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "100") String limit,
            @Parameter(description = "The cursor of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            HttpServletRequest http) {
        int rows = InvalidParameterException.limit(limit, QueryExecutions.MAX_ROWS_A_PAGE);
        Execution execution = getWithResults(id, http);
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
    void csv(@PathVariable String id, HttpServletRequest http, HttpServletResponse response) throws IOException {
        Execution execution = getWithResults(id, http);
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
    void cancel(@PathVariable String id, HttpServletRequest http) {
        queries.cancel(get(id, http));
    }

    private Execution get(String id, HttpServletRequest http) {
        return queries.find(id, Caller.of(http)).orElseThrow(() -> notFound(id));
    }

    private Execution getWithResults(String id, HttpServletRequest http) {
        Execution execution = get(id, http);
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
        open.refused();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, Optional.ofNullable(e.getMessage()).orElse(""));
        problem.setProperty("parameter", "sql");
        problem.setProperty("line", e.line());
        problem.setProperty("column", e.column());
        return problem;
    }

    record Sql(@Nullable String sql) {}

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
