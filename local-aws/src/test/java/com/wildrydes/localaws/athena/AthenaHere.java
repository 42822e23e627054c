package com.wildrydes.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.http.AwsServer;
import com.wildrydes.localaws.objects.ObjectStore;
import com.wildrydes.localaws.s3.S3Servlet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.s3.S3Client;

/** Athena and S3 in this process with limits of the test's own, a bucket and a table of reports by hours. */
final class AthenaHere implements AutoCloseable {

    static final String BUCKET = "archive";

    private final AwsServer server;
    private final Path data;
    private final S3Client s3;
    private final AthenaClient athena;

    AthenaHere(Path data, EngineLimits limits) {
        this(data, limits, true);
    }

    /** @param fresh whether the bucket and the table must be made */
    AthenaHere(Path data, EngineLimits limits, boolean fresh) {
        this.data = data.toAbsolutePath();
        server = AwsServer.bind("127.0.0.1", 0);
        Path s3Root = this.data.resolve("s3");
        ObjectStore objects =
                new ObjectStore(server.endpoint(), address -> S3Servlet.file(s3Root, address.bucket(), address.key()));
        server.start(
                List.of(AthenaService.over(this.data.resolve("athena"), objects, limits, Clock.systemUTC())),
                new S3Servlet(s3Root));
        s3 = ContractEndpoint.client(S3Client.builder().forcePathStyle(true), server.endpoint());
        athena = ContractEndpoint.client(AthenaClient.builder(), server.endpoint());
        if (fresh) {
            createTable();
        }
    }

    private void createTable() {
        s3.createBucket(b -> b.bucket(BUCKET));
        run("""
                CREATE EXTERNAL TABLE reports (name string, distance double)
                PARTITIONED BY (datehour string)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
                WITH SERDEPROPERTIES ('ignore.malformed.json'='true')
                LOCATION 's3://archive/raw/'
                TBLPROPERTIES (
                  'projection.enabled'='true', 'projection.datehour.type'='date',
                  'projection.datehour.format'='yyyy/MM/dd/HH', 'projection.datehour.range'='2020/01/01/00,NOW',
                  'projection.datehour.interval'='1', 'projection.datehour.interval.unit'='HOURS',
                  'storage.location.template'='s3://archive/raw/${datehour}/')
                """);
    }

    /** @return how many bytes it has */
    int put(String key, String lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes.toByteArray()));
        return bytes.size();
    }

    S3Client s3() {
        return s3;
    }

    /** The folder of Athena's copies. */
    Path cache() {
        return data.resolve("athena").resolve("cache");
    }

    String start(String sql, String... parameters) {
        return athena.startQueryExecution(b -> {
                    b.queryString(sql).resultConfiguration(r -> r.outputLocation("s3://archive/results/"));
                    if (parameters.length > 0) {
                        b.executionParameters(parameters);
                    }
                })
                .queryExecutionId();
    }

    void stop(String id) {
        athena.stopQueryExecution(b -> b.queryExecutionId(id));
    }

    QueryExecution get(String id) {
        return athena.getQueryExecution(b -> b.queryExecutionId(id)).queryExecution();
    }

    /** Waits for the end, whatever it is. */
    QueryExecution finish(String sql, String... parameters) {
        return finished(start(sql, parameters));
    }

    QueryExecution finished(String id) {
        return await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> get(id), execution -> execution.status().completionDateTime() != null);
    }

    QueryExecution run(String sql, String... parameters) {
        QueryExecution execution = finish(sql, parameters);
        assertThat(execution.status().state())
                .as("%s: %s", sql, execution.status().stateChangeReason())
                .isEqualTo(QueryExecutionState.SUCCEEDED);
        return execution;
    }

    /** The result's rows, without the columns' names. */
    List<List<@Nullable String>> rows(QueryExecution execution) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        athena.getQueryResultsPaginator(b -> b.queryExecutionId(execution.queryExecutionId()))
                .forEach(page -> page.resultSet().rows().forEach(row -> {
                    List<@Nullable String> values = new ArrayList<>();
                    row.data().stream().map(Datum::varCharValue).forEach(values::add);
                    rows.add(values);
                }));
        return rows.subList(1, rows.size());
    }

    @Override
    public void close() {
        athena.close();
        s3.close();
        server.close();
    }
}
