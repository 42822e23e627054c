package com.wildrydes.localaws.athena;

import static com.wildrydes.localaws.athena.Pages.invalid;

import com.wildrydes.localaws.athena.Execution.State;
import com.wildrydes.localaws.athena.Execution.StatementType;
import com.wildrydes.localaws.athena.catalogue.Catalogue;
import com.wildrydes.localaws.athena.catalogue.WorkGroup;
import com.wildrydes.localaws.http.AwsException;
import com.wildrydes.localaws.objects.ObjectAddress;
import com.wildrydes.localaws.objects.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The calls about executions. */
final class QueryCalls {

    private static final int MAX_QUERY_BYTES = 262_144;
    private static final int MAX_OPEN = 100;
    private static final int MAX_RESULT_ROWS = 1_000;

    private final Executions executions;
    private final Catalogue catalogue;
    private final ExecutionWorker worker;
    private final ObjectStore objects;
    private final Clock clock;

    QueryCalls(Executions executions, Catalogue catalogue, ExecutionWorker worker, ObjectStore objects, Clock clock) {
        this.executions = executions;
        this.catalogue = catalogue;
        this.worker = worker;
        this.objects = objects;
        this.clock = clock;
    }

    Map<String, UnaryOperator<JsonNode>> operations() {
        return Map.of(
                "StartQueryExecution", this::start,
                "GetQueryExecution", this::get,
                "BatchGetQueryExecution", this::batchGet,
                "ListQueryExecutions", this::list,
                "StopQueryExecution", this::stop,
                "GetQueryResults", this::results);
    }

    private JsonNode start(JsonNode request) {
        String sql = request.path("QueryString").asString("");
        if (sql.isBlank() || sql.length() > MAX_QUERY_BYTES) {
            throw invalid("QueryString must hold 1 to " + MAX_QUERY_BYTES + " characters, not " + sql.length());
        }
        String groupName = request.path("WorkGroup").asString(Catalogue.PRIMARY_WORK_GROUP);
        WorkGroup group =
                catalogue.workGroup(groupName).orElseThrow(() -> invalid("WorkGroup " + groupName + " is not found."));
        if (executions.open() >= MAX_OPEN) {
            throw AwsException.client(
                    "TooManyRequestsException", "At most " + MAX_OPEN + " queries may be queued or running");
        }
        String id = UUID.randomUUID().toString();
        StatementType type = type(sql);
        Execution execution = new Execution(
                id,
                sql,
                request.path("ExecutionParameters")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList(),
                request.path("QueryExecutionContext")
                        .path("Database")
                        .asString(Catalogue.DEFAULT_DATABASE)
                        .toLowerCase(Locale.ROOT),
                groupName,
                output(request, group)
                        .resolve(id + (type == StatementType.DML ? ".csv" : ".txt"))
                        .toString(),
                request.path("ClientRequestToken").asString(id),
                type,
                State.QUEUED,
                null,
                clock.instant(),
                null,
                null,
                0,
                List.of());
        Execution kept = executions.add(execution);
        if (kept == execution) {
            worker.submit(execution);
        }
        return AthenaJson.object().put("QueryExecutionId", kept.id());
    }

    private static ObjectAddress output(JsonNode request, WorkGroup group) {
        String own = request.path("ResultConfiguration").path("OutputLocation").asString("");
        String location =
                group.outputLocation().isEmpty() || !group.enforced() && !own.isEmpty() ? own : group.outputLocation();
        if (location.isEmpty()) {
            throw invalid("No output location provided. An output location is required either through the Workgroup"
                    + " result configuration setting or as an API input.");
        }
        try {
            return ObjectAddress.parse(location);
        } catch (IllegalArgumentException e) {
            throw invalid("OutputLocation: " + e.getMessage());
        }
    }

    private static StatementType type(String sql) {
        String start = sql.replaceAll("(?s)/\\*.*?\\*/|--[^\n]*", " ").strip().toUpperCase(Locale.ROOT);
        if (start.startsWith("SHOW") || start.startsWith("DESC")) {
            return StatementType.UTILITY;
        }
        return start.matches("(?s)(CREATE|DROP|ALTER|MSCK)\\b.*") ? StatementType.DDL : StatementType.DML;
    }

    private Execution execution(JsonNode request) {
        String id = request.path("QueryExecutionId").asString("");
        return executions.find(id).orElseThrow(() -> invalid("QueryExecution " + id + " was not found"));
    }

    private JsonNode get(JsonNode request) {
        ObjectNode answer = AthenaJson.object();
        answer.set("QueryExecution", AthenaJson.execution(execution(request), clock.instant()));
        return answer;
    }

    private JsonNode batchGet(JsonNode request) {
        ObjectNode answer = AthenaJson.object();
        ArrayNode found = answer.putArray("QueryExecutions");
        ArrayNode unknown = answer.putArray("UnprocessedQueryExecutionIds");
        request.path("QueryExecutionIds").forEach(idNode -> {
            String id = idNode.asString();
            Optional<Execution> execution = executions.find(id);
            execution.ifPresentOrElse(
                    one -> found.add(AthenaJson.execution(one, clock.instant())),
                    () -> unknown.addObject()
                            .put("QueryExecutionId", id)
                            .put("ErrorCode", "INVALID_QUERY_EXECUTION_ID")
                            .put("ErrorMessage", "QueryExecution " + id + " was not found"));
        });
        return answer;
    }

    private JsonNode list(JsonNode request) {
        String group = request.path("WorkGroup").asString(Catalogue.PRIMARY_WORK_GROUP);
        if (catalogue.workGroup(group).isEmpty()) {
            throw invalid("WorkGroup " + group + " is not found.");
        }
        return Pages.answer(
                request, "QueryExecutionIds", executions.of(group), execution -> StringNode.valueOf(execution.id()));
    }

    private JsonNode stop(JsonNode request) {
        worker.cancel(execution(request).id());
        return AthenaJson.object();
    }

    private JsonNode results(JsonNode request) {
        Execution execution = execution(request);
        if (!execution.state().isFinal()) {
            throw invalid("Query has not yet finished. Current state: " + execution.state());
        }
        if (execution.state() != State.SUCCEEDED) {
            throw invalid("Query did not finish successfully. Final query state: " + execution.state());
        }
        int max = request.path("MaxResults").asInt(MAX_RESULT_ROWS);
        if (max < 1 || max > MAX_RESULT_ROWS) {
            throw invalid("MaxResults must be 1 to " + MAX_RESULT_ROWS + ", not " + max);
        }
        ObjectAddress file = ObjectAddress.parse(execution.outputLocation());
        long offset = Pages.token(request);
        ResultPage page;
        try {
            page = execution.type() == StatementType.DML
                    ? ResultPage.ofCsv(objects, file, offset, max)
                    : ResultPage.ofText(objects, file, offset, max);
        } catch (IOException e) {
            throw invalid("Could not find results: " + e.getMessage());
        }
        ObjectNode answer = AthenaJson.object().put("UpdateCount", 0);
        answer.set("ResultSet", AthenaJson.results(execution.columns(), page.rows()));
        if (page.next() >= 0) {
            answer.put("NextToken", String.valueOf(page.next()));
        }
        return answer;
    }
}
