package com.wildrydes.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import com.wildrydes.localaws.LocalAwsProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.s3.S3Client;

/** What of Athena outlives its process, and what must not. */
class AthenaRestartTest {

    private static final String ENDLESS =
            "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = 7";

    @TempDir
    private Path data;

    private static String start(AthenaClient athena, String sql) {
        return athena.startQueryExecution(
                        b -> b.queryString(sql).resultConfiguration(r -> r.outputLocation("s3://results/")))
                .queryExecutionId();
    }

    private static QueryExecution get(AthenaClient athena, String id) {
        return athena.getQueryExecution(b -> b.queryExecutionId(id)).queryExecution();
    }

    private static QueryExecution finish(AthenaClient athena, String sql) {
        String id = start(athena, sql);
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> get(athena, id), execution -> execution.status().completionDateTime() != null);
    }

    private static AthenaClient athena(URI endpoint) {
        return ContractEndpoint.client(AthenaClient.builder(), endpoint);
    }

    private static void createBucket(URI endpoint) {
        try (S3Client s3 = ContractEndpoint.client(S3Client.builder().forcePathStyle(true), endpoint)) {
            s3.createBucket(b -> b.bucket("results"));
        }
    }

    @Test
    void keepsItsCatalogueItsExecutionsAndTheirResults() {
        LocalAwsOptions options = LocalAwsOptions.inFolder(data).withServices("athena", "s3");
        String id;
        try (LocalAws aws = LocalAws.start(options);
                AthenaClient athena = athena(aws.endpoint())) {
            createBucket(aws.endpoint());
            athena.createWorkGroup(b -> b.name("kept"));
            finish(athena, "CREATE VIEW answer AS SELECT 42 AS x");
            id = finish(athena, "SELECT x FROM answer").queryExecutionId();
        }

        try (LocalAws aws = LocalAws.start(options);
                AthenaClient athena = athena(aws.endpoint())) {
            assertThat(get(athena, id).status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
            assertThat(athena.getQueryResults(b -> b.queryExecutionId(id))
                            .resultSet()
                            .rows())
                    .hasSize(2);
            assertThat(finish(athena, "SELECT x FROM answer").status().state())
                    .isEqualTo(QueryExecutionState.SUCCEEDED);
            assertThat(athena.getWorkGroup(b -> b.workGroup("kept")).workGroup().name())
                    .isEqualTo("kept");
        }
    }

    @Test
    void readsFromAnotherS3WhenItPlaysAthenaAlone() {
        LocalAwsOptions options = LocalAwsOptions.parse(
                List.of("--port=0", "--data=" + data, "--services=athena", "--s3-endpoint=" + ContractEndpoint.get()),
                Map.of());
        createBucket(ContractEndpoint.get());
        try (LocalAws aws = LocalAws.start(options);
                AthenaClient athena = athena(aws.endpoint());
                S3Client s3 = ContractEndpoint.client(S3Client.builder().forcePathStyle(true))) {
            s3.putObject(b -> b.bucket("results").key("lines/a.json"), RequestBody.fromString("{\"Name\":\"far\"}\n"));
            finish(
                    athena,
                    "CREATE EXTERNAL TABLE far (name string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'"
                            + " LOCATION 's3://results/lines/'");

            QueryExecution execution = finish(athena, "SELECT name FROM far");

            assertThat(execution.status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
            assertThat(s3.getObjectAsBytes(b -> b.bucket("results").key(execution.queryExecutionId() + ".csv"))
                            .asUtf8String())
                    .isEqualTo("\"name\"\n\"far\"\n");
        }
    }

    @Test
    void leavesNoQueryRunningWhenItIsKilled() throws Exception {
        String id;
        ProcessHandle query;
        try (LocalAwsProcess aws = LocalAwsProcess.start(data, "--services=athena,s3");
                AthenaClient athena = athena(aws.endpoint())) {
            createBucket(aws.endpoint());
            id = start(athena, ENDLESS);
            query = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> ProcessHandle.current()
                                    .descendants()
                                    .filter(process -> process.info()
                                            .commandLine()
                                            .orElse("")
                                            .contains(data.resolve("athena").toString()))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            aws.kill();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> !query.isAlive());
        try (LocalAwsProcess aws = LocalAwsProcess.start(data, "--services=athena,s3");
                AthenaClient athena = athena(aws.endpoint())) {
            assertThat(get(athena, id).status().state()).isEqualTo(QueryExecutionState.FAILED);
            assertThat(get(athena, id).status().stateChangeReason()).contains("local-aws ended");
        }
    }
}
