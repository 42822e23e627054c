package com.wildrydes.archive.reports;

import com.wildrydes.archive.queries.Caller;
import com.wildrydes.archive.queries.Queries;
import com.wildrydes.archive.queries.QueryState;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;

/** {@code /api/reports}: the ready reports. One that runs is a query like any other, below {@code /api/queries}. */
@RestController
@RequestMapping(path = "/api/reports", produces = "application/json")
class ReportsController {

    private final ReadyReports reports;
    private final Queries queries;
    private final Clock clock;

    ReportsController(ReadyReports reports, Queries queries, Clock clock) {
        this.reports = reports;
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "The ready reports and their parameters")
    ReportList list() {
        return new ReportList(reports.all().stream().map(Report::of).toList(), null);
    }

    @PostMapping("/{id}")
    @Operation(summary = "Runs a ready report; the body holds its parameters by their names")
    ResponseEntity<QueryState> run(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Map<String, JsonNode> parameters,
            HttpServletRequest http) {
        ReadyReport report = reports.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no report " + id));
        List<String> literals = report.literals(parameters == null ? Map.of() : parameters, clock);
        QueryState query = queries.start(Caller.of(http), report.sql().text(), literals);
        return ResponseEntity.accepted().location(URI.create(query.path())).body(query);
    }

    /** @param cursor null: there is one page */
    record ReportList(List<Report> items, @Nullable String cursor) {}

    record Report(String id, String title, String description, List<Parameter> parameters) {

        static Report of(ReadyReport report) {
            return new Report(
                    report.id(),
                    report.title(),
                    report.description(),
                    report.parameters().stream().map(Parameter::of).toList());
        }
    }

    /**
     * @param type TEXT, TIME (ISO 8601 with an offset) or NUMBER (a whole one)
     * @param required whether there is no default
     * @param defaultAge of a time: how long before now its default is, as an ISO 8601 duration
     * @param least of a number, inclusive
     * @param most of a number, inclusive
     */
    record Parameter(
            String name,
            String type,
            String description,
            boolean required,
            @Nullable Object defaultValue,
            @Nullable String defaultAge,
            @Nullable Long least,
            @Nullable Long most) {

        static Parameter of(ReportParameter parameter) {
            return new Parameter(
                    parameter.name(),
                    parameter.type().name(),
                    parameter.description(),
                    parameter.isRequired(),
                    parameter.defaultValue(),
                    parameter.defaultAge() == null
                            ? null
                            : parameter.defaultAge().toString(),
                    parameter.least(),
                    parameter.most());
        }
    }
}
