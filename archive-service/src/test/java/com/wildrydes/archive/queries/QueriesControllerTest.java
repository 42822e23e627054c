package com.wildrydes.archive.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.wildrydes.archive.Problems;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.GetQueryResultsRequest;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.InternalServerException;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.StatementType;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.TooManyRequestsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class QueriesControllerTest {

    private static final int QUERIES_OF_A_CALLER = 2;

    private final OneQuery athena = new OneQuery();
    private final QueryExecutions executions = new QueryExecutions(athena, "wildrydes", "wildrydes");
    private final QueryLimits limits = new QueryLimits(QUERIES_OF_A_CALLER, Duration.ofMinutes(5));
    private final OpenQueries open = new OpenQueries(executions, limits, Clock.systemUTC(), new SimpleMeterRegistry());
    private final QueriesController controller = new QueriesController(
            new SqlGuard("wildrydes", Set.of("reports"), 1_000),
            new Queries(executions, open, limits),
            executions,
            new ResultFiles(new OneResult(), "s3://bucket/athena-results/"),
            open);
    /** Asked by everybody at once, who has no name and every role, as where the suite runs open. */
    private final MockMvc http = MockMvcBuilders.standaloneSetup(controller)
            .setControllerAdvice(new Problems())
            .defaultRequest(get("/").with(operator()))
            .build();
    /** Asked by whom each request names. */
    private final MockMvc signedIn = MockMvcBuilders.standaloneSetup(controller)
            .setControllerAdvice(new Problems())
            .build();

    private static RequestPostProcessor operator() {
        return request -> {
            request.addUserRole("operator");
            return request;
        };
    }

    @Test
    void acceptsAQueryAndRunsWhatTheGuardPrinted() throws Exception {
        http.perform(post("/api/queries")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"sql\":\"select name from reports -- all\"}"))
                .andExpect(status().isAccepted())
                .andExpect(header().string("Location", "/api/queries/id-1"))
                .andExpect(jsonPath("$.id").value("id-1"))
                .andExpect(jsonPath("$.state").value("SUCCEEDED"));

        assertThat(athena.started)
                .singleElement()
                .asString()
                .isEqualToNormalizingWhitespace("-- wildrydes, for SELECT name FROM reports LIMIT 1000");
    }

    @Test
    void refusesSqlThatMustNotRunAndSaysWhere() throws Exception {
        http.perform(post("/api/queries")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"sql\":\"select 1;\\n drop table reports\"}"))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.parameter").value("sql"))
                .andExpect(jsonPath("$.line").value(1))
                .andExpect(jsonPath("$.column").value(9));

        assertThat(athena.started).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sql\":null}", "nonsense", ""})
    void refusesARequestWithoutSql(String body) throws Exception {
        http.perform(post("/api/queries")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"));

        assertThat(athena.started).isEmpty();
    }

    @Test
    void asksToComeAgainWhenAthenaIsFull() throws Exception {
        athena.full = true;

        http.perform(post("/api/queries")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"sql\":\"select 1\"}"))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().exists("Retry-After"));
    }

    @Test
    void showsACallerTheirOwnQueriesOnly() throws Exception {
        athena.query = OwnerLine.before("SELECT 1", "Aragorn");

        for (String path : List.of("/api/queries/id-1", "/api/queries/id-1/results")) {
            signedIn.perform(get(path).principal(() -> "Gríma")).andExpect(status().isNotFound());
            signedIn.perform(get(path).principal(() -> "Aragorn")).andExpect(status().isOk());
        }
        signedIn.perform(delete("/api/queries/id-1").principal(() -> "Gríma")).andExpect(status().isNotFound());
        signedIn.perform(get("/api/queries/id-1").principal(() -> "Gríma").with(operator()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.sql").value("SELECT 1"));
    }

    @Test
    void showsWhatWasSubmittedPastTheServiceToOperatorsOnly() throws Exception {
        signedIn.perform(get("/api/queries/id-1").principal(() -> "Aragorn")).andExpect(status().isNotFound());
        signedIn.perform(get("/api/queries/id-1").principal(() -> "")).andExpect(status().isNotFound());
        signedIn.perform(get("/api/queries/id-1")).andExpect(status().isNotFound());
        http.perform(get("/api/queries/id-1")).andExpect(status().isOk());
    }

    @Test
    void saysThatAQueryWasCancelledBecauseItTookTooLong() throws Exception {
        athena.state = "CANCELLED";
        athena.completed = OneQuery.SUBMITTED.plus(Duration.ofMinutes(5)).plusMillis(1);

        http.perform(get("/api/queries/id-1")).andExpect(jsonPath("$.reason").value("A query must end within 300 s"));

        athena.completed = OneQuery.SUBMITTED.plus(Duration.ofMinutes(5));
        http.perform(get("/api/queries/id-1")).andExpect(jsonPath("$.reason").value("no reason"));
    }

    @Test
    void passesOnWhatAthenaSaysOfTheSql() throws Exception {
        athena.refusal = "Queries of this type are not supported";

        http.perform(post("/api/queries")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"sql\":\"select 1\"}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.parameter").value("sql"))
                .andExpect(jsonPath("$.detail").value(containsString(athena.refusal)));
    }

    @Test
    void saysThatAthenaFailedWithoutItsDetails() throws Exception {
        athena.broken = true;

        http.perform(get("/api/queries/id-1"))
                .andExpect(status().isBadGateway())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(content().string(not(containsString("secret"))));
    }

    @Test
    void tellsStateAndStatistics() throws Exception {
        http.perform(get("/api/queries/id-1"))
                .andExpect(status().isOk())
                .andExpect(content()
                        .json("{\"id\":\"id-1\",\"state\":\"SUCCEEDED\",\"sql\":\"SELECT 1\",\"scannedBytes\":4096,"
                                + "\"runtimeMillis\":12}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/queries/id-2", "/api/queries/foreign", "/api/queries/a%20b", "/api/queries/id-2/results"})
    void doesNotFindWhatIsNotOurs(String path) throws Exception {
        http.perform(get(URI.create(path))).andExpect(status().isNotFound());
    }

    @Test
    void givesAPageOfTypedRowsWithoutTheHeader() throws Exception {
        http.perform(get("/api/queries/id-1/results?limit=2").accept(MediaType.ALL))
                .andExpect(status().isOk())
                .andExpect(content().contentType(MediaType.APPLICATION_JSON))
                .andExpect(content().json("""
                                        {"columns":[{"name":"name","type":"varchar"},{"name":"metres","type":"double"},
                                        {"name":"metres","type":"bigint"},{"name":"ill","type":"boolean"}],
                                        "items":[["Shadowfax",29.87,9007199254740993,true],[null,"NaN",null,false]],
                                        "cursor":"more"}""", JsonCompareMode.STRICT));
        http.perform(get("/api/queries/id-1/results?limit=2&cursor=more"))
                .andExpect(jsonPath("$.items.length()").value(3))
                .andExpect(jsonPath("$.cursor").isEmpty());

        assertThat(athena.asked).extracting(GetQueryResultsRequest::maxResults).containsExactly(3, 2);
    }

    @Test
    void givesTheWholeResultAsCsv() throws Exception {
        http.perform(get("/api/queries/id-1/results").accept("text/csv"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("text/csv;charset=UTF-8"))
                .andExpect(content().string("\"name\"\n\"Shadowfax\"\n"))
                .andExpect(header().longValue("Content-Length", 19));
    }

    @Test
    void saysThatAQueryHasNoResultsYet() throws Exception {
        athena.state = "FAILED";

        for (String accepted : List.of("text/csv", "application/json")) {
            http.perform(get("/api/queries/id-1/results").accept(accepted))
                    .andExpect(status().isConflict())
                    .andExpect(content().contentType("application/problem+json"))
                    .andExpect(jsonPath("$.detail").value(containsString("FAILED: no reason")));
        }
    }

    @Test
    void refusesACursorThatAthenaDoesNotKnow() throws Exception {
        http.perform(get("/api/queries/id-1/results?cursor=unknown"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.parameter").value("cursor"));
    }

    @Test
    void cancelsAQueryThatRuns() throws Exception {
        http.perform(delete("/api/queries/id-1")).andExpect(status().isNoContent());
        assertThat(athena.stopped).isEmpty();

        athena.state = "RUNNING";
        http.perform(delete("/api/queries/id-1")).andExpect(status().isNoContent());
        assertThat(athena.stopped).containsExactly("id-1");

        http.perform(delete("/api/queries/foreign")).andExpect(status().isNotFound());
        assertThat(athena.stopped).containsExactly("id-1");
    }

    private static final class OneQuery implements AthenaClient {

        private final List<String> started = new ArrayList<>();
        private final List<String> stopped = new ArrayList<>();
        private final List<GetQueryResultsRequest> asked = new ArrayList<>();
        private static final Instant SUBMITTED = Instant.parse("2026-11-24T01:00:00Z");

        private String state = "SUCCEEDED";
        private String query = "SELECT 1";
        private Instant completed = SUBMITTED.plusSeconds(1);
        private boolean full;
        private boolean broken;
        private @Nullable String refusal;

        @Override
        public StartQueryExecutionResponse startQueryExecution(StartQueryExecutionRequest request) {
            if (full) {
                throw TooManyRequestsException.builder().message("full").build();
            }
            if (refusal != null) {
                throw InvalidRequestException.builder()
                        .awsErrorDetails(
                                AwsErrorDetails.builder().errorMessage(refusal).build())
                        .build();
            }
            started.add(request.queryString());
            return StartQueryExecutionResponse.builder()
                    .queryExecutionId("id-1")
                    .build();
        }

        @Override
        public GetQueryExecutionResponse getQueryExecution(GetQueryExecutionRequest request) {
            if (broken) {
                throw InternalServerException.builder().message("secret").build();
            }
            if (request.queryExecutionId().equals("id-2")) {
                throw InvalidRequestException.builder().message("not found").build();
            }
            return GetQueryExecutionResponse.builder()
                    .queryExecution(execution -> execution
                            .queryExecutionId(request.queryExecutionId())
                            .query(query)
                            .statementType(StatementType.DML)
                            .workGroup(request.queryExecutionId().equals("foreign") ? "primary" : "wildrydes")
                            .status(status -> status.state(state)
                                    .submissionDateTime(SUBMITTED)
                                    .completionDateTime(completed)
                                    .stateChangeReason("no reason"))
                            .statistics(statistics ->
                                    statistics.dataScannedInBytes(4096L).totalExecutionTimeInMillis(12L))
                            .resultConfiguration(
                                    result -> result.outputLocation("s3://bucket/athena-results/id-1.csv")))
                    .build();
        }

        @Override
        public GetQueryResultsResponse getQueryResults(GetQueryResultsRequest request) {
            asked.add(request);
            if ("unknown".equals(request.nextToken())) {
                throw InvalidRequestException.builder().message("token").build();
            }
            return GetQueryResultsResponse.builder()
                    .nextToken(request.nextToken() == null ? "more" : null)
                    .resultSet(set -> set.resultSetMetadata(metadata -> metadata.columnInfo(
                                    column("name", "varchar"),
                                    column("metres", "double"),
                                    column("metres", "bigint"),
                                    column("ill", "boolean")))
                            .rows(
                                    row("name", "metres", "metres", "ill"),
                                    row("Shadowfax", "29.87", "9007199254740993", "true"),
                                    row(null, "NaN", null, "false")))
                    .build();
        }

        @Override
        public StopQueryExecutionResponse stopQueryExecution(StopQueryExecutionRequest request) {
            stopped.add(request.queryExecutionId());
            return StopQueryExecutionResponse.builder().build();
        }

        private static ColumnInfo column(String name, String type) {
            return ColumnInfo.builder().name(name).type(type).build();
        }

        private static Row row(@Nullable String... values) {
            List<Datum> data = new ArrayList<>();
            for (String value : values) {
                data.add(Datum.builder().varCharValue(value).build());
            }
            return Row.builder().data(data).build();
        }

        @Override
        public String serviceName() {
            return "athena";
        }

        @Override
        public void close() {}
    }

    private static final class OneResult implements S3Client {

        @Override
        public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
            assertThat(request.bucket() + " " + request.key()).isEqualTo("bucket athena-results/id-1.csv");
            return new ResponseInputStream<>(
                    GetObjectResponse.builder().contentLength(19L).build(),
                    new ByteArrayInputStream("\"name\"\n\"Shadowfax\"\n".getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
