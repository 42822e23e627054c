package com.wildrydes.localaws.athena;

import static com.wildrydes.localaws.ContractEndpoint.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.ContractEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.ResultSet;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StatementType;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.s3.S3Client;

class AthenaContractTest {

    private static final String BUCKET = unique("athena");
    private static final String DATABASE = unique("db").replace('-', '_');
    private static final String GROUP = unique("group");

    private static AthenaClient athena;
    private static S3Client s3;

    @BeforeAll
    static void createTable() {
        athena = ContractEndpoint.client(AthenaClient.builder());
        s3 = ContractEndpoint.client(S3Client.builder().forcePathStyle(true));
        s3.createBucket(b -> b.bucket(BUCKET));
        athena.createWorkGroup(b -> b.name(GROUP)
                .configuration(c -> c.resultConfiguration(r -> r.outputLocation("s3://" + BUCKET + "/results/"))));
        run("CREATE DATABASE " + DATABASE);
        run(table("wildrydes", "raw/"));
        for (int day = 22; day <= 23; day++) {
            for (int hour = 0; hour < 3; hour++) {
                putHour(day, hour);
            }
        }
    }

    @AfterAll
    static void close() {
        athena.close();
        s3.close();
    }

    private static String table(String name, String prefix) {
        return """
                CREATE EXTERNAL TABLE IF NOT EXISTS %s.%s (
                  name string, statustime string, latitude double, longitude double, distance double,
                  healthpoints int, magicpoints int, arrivaltime string, sequencenumber string)
                PARTITIONED BY (datehour string)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
                WITH SERDEPROPERTIES ('ignore.malformed.json'='true', 'case.insensitive'='true')
                LOCATION 's3://%s/%s'
                TBLPROPERTIES (
                  'projection.enabled'='true', 'projection.datehour.type'='date',
                  'projection.datehour.format'='yyyy/MM/dd/HH', 'projection.datehour.range'='2020/01/01/00,NOW',
                  'projection.datehour.interval'='1', 'projection.datehour.interval.unit'='HOURS',
                  'storage.location.template'='s3://%s/%s${datehour}/')
                """.formatted(DATABASE, name, BUCKET, prefix, BUCKET, prefix);
    }

    private static String line(String name, int day, int hour, int second, double distance) {
        String time = "2026-11-%02d %02d:00:%02d.000".formatted(day, hour, second);
        return ("{\"Distance\":%s,\"HealthPoints\":149,\"Latitude\":40.75,\"Longitude\":-73.98,\"MagicPoints\":151,"
                        + "\"Name\":\"%s\",\"StatusTime\":\"%s\",\"ArrivalTime\":\"%s\",\"SequenceNumber\":\"%s\"}\n")
                .formatted(distance, name, time, time, "49" + day + hour + second);
    }

    /** Ten reports of two unicorns, 30 m each, and two lines that are none. */
    private static void putHour(int day, int hour) {
        StringBuilder lines = new StringBuilder("this is no report\n");
        for (int i = 0; i < 10; i++) {
            lines.append(line(i % 2 == 0 ? "Shadowfax" : "Çelik", day, hour, i, 30));
        }
        lines.append("{\"Name\":\n");
        putGzip("raw/2026/11/%02d/%02d/reports.json.gz".formatted(day, hour), lines.toString());
    }

    private static void putGzip(String key, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes.toByteArray()));
    }

    private static QueryExecution finish(String sql, String... parameters) {
        String id = athena.startQueryExecution(b -> {
                    b.queryString(sql)
                            .queryExecutionContext(c -> c.database(DATABASE))
                            .workGroup(GROUP);
                    if (parameters.length > 0) {
                        b.executionParameters(parameters);
                    }
                })
                .queryExecutionId();
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> athena.getQueryExecution(b -> b.queryExecutionId(id))
                                .queryExecution(),
                        execution -> execution.status().completionDateTime() != null);
    }

    private static QueryExecution run(String sql, String... parameters) {
        QueryExecution execution = finish(sql, parameters);
        assertThat(execution.status().state())
                .as("%s: %s", sql, execution.status().stateChangeReason())
                .isEqualTo(QueryExecutionState.SUCCEEDED);
        return execution;
    }

    private static List<String> values(Row row) {
        return row.data().stream().map(datum -> datum.varCharValue()).toList();
    }

    /** All rows, with the header of a query. */
    private static List<List<String>> rows(QueryExecution execution) {
        return athena.getQueryResults(b -> b.queryExecutionId(execution.queryExecutionId())).resultSet().rows().stream()
                .map(AthenaContractTest::values)
                .toList();
    }

    @Test
    void sumsOverTheCompressedObjectsOfEveryHour() {
        QueryExecution execution = run(
                "SELECT name, count(*) AS reports, sum(distance) AS metres FROM wildrydes WHERE name IS NOT NULL GROUP BY name"
                        + " ORDER BY name");

        assertThat(rows(execution))
                .containsExactly(
                        List.of("name", "reports", "metres"),
                        List.of("Shadowfax", "30", "900.0"),
                        List.of("Çelik", "30", "900.0"));
        assertThat(execution.statementType()).isEqualTo(StatementType.DML);
        assertThat(execution.statistics().dataScannedInBytes()).isPositive();
    }

    @Test
    void countsALineThatIsNotJsonAsARowOfNulls() {
        assertThat(rows(run("SELECT count(*) - count(name) AS broken FROM wildrydes")))
                .containsExactly(List.of("broken"), List.of("12"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        datehour = '2026/11/23/01'                                       | 1
        datehour >= '2026/11/23/01'                                      | 2
        datehour BETWEEN '2026/11/22/02' AND '2026/11/23/00'             | 2
        datehour IN ('2026/11/22/00', '2026/11/23/02', '2030/01/01/00')  | 2
        substr(datehour, 1, 10) = '2026/11/22'                           | 3
        datehour = '2026/11/22/00' OR datehour = '2026/11/23/00'         | 2
        datehour = '2026/11/22/00' OR distance > 0                       | 6
        datehour > '2026/12'                                             | 0
        """)
    void readsOnlyTheHoursThatAreAskedFor(String condition, int hours) {
        long all = run("SELECT count(*) FROM wildrydes").statistics().dataScannedInBytes();

        QueryExecution execution =
                run("SELECT count(*) AS n FROM wildrydes WHERE name IS NOT NULL AND (" + condition + ")");

        assertThat(rows(execution).get(1)).containsExactly(String.valueOf(10 * hours));
        assertThat(execution.statistics().dataScannedInBytes() * 6.0 / all).isBetween(hours - 0.2, hours + 0.2);
    }

    @Test
    void readsThroughAViewOnlyWhatItIsAskedFor() {
        run(
                "CREATE OR REPLACE VIEW reports AS SELECT name, CAST(statustime AS timestamp) AS statustime, distance, datehour"
                        + " FROM (SELECT *, row_number() OVER (PARTITION BY datehour, sequencenumber) AS copy FROM wildrydes"
                        + " WHERE name IS NOT NULL) WHERE copy = 1");

        QueryExecution execution = run("SELECT max(statustime) AS last FROM reports WHERE datehour = '2026/11/22/01'");

        assertThat(rows(execution)).containsExactly(List.of("last"), List.of("2026-11-22 01:00:09.000"));
        assertThat(execution.statistics().dataScannedInBytes())
                .isLessThan(run("SELECT count(*) FROM reports").statistics().dataScannedInBytes() / 3);
        assertThat(rows(run("SHOW COLUMNS IN reports")))
                .containsExactly(List.of("name"), List.of("statustime"), List.of("distance"), List.of("datehour"));
        assertThat(athena.getTableMetadata(b -> b.catalogName("AwsDataCatalog")
                                .databaseName(DATABASE)
                                .tableName("reports"))
                        .tableMetadata()
                        .columns())
                .extracting(column -> column.name() + " " + column.type())
                .contains("statustime timestamp");
    }

    @Test
    void answersWhatFirehoseDelivered() {
        run(table("delivered", "delivered/"));
        try (FirehoseClient firehose = ContractEndpoint.client(FirehoseClient.builder())) {
            String stream = unique("stream");
            firehose.createDeliveryStream(b -> b.deliveryStreamName(stream)
                    .extendedS3DestinationConfiguration(d -> d.roleARN("arn:aws:iam::000000000000:role/x")
                            .bucketARN("arn:aws:s3:::" + BUCKET)
                            .prefix("delivered/")
                            .compressionFormat(CompressionFormat.GZIP)
                            .bufferingHints(h -> h.intervalInSeconds(900).sizeInMBs(128))));
            firehose.putRecord(b -> b.deliveryStreamName(stream)
                    .record(Record.builder()
                            .data(SdkBytes.fromUtf8String(
                                    line("Rocinante", 23, 1, 1, 12.5) + line("Rocinante", 23, 1, 2, 12.5)))
                            .build()));
            firehose.deleteDeliveryStream(b -> b.deliveryStreamName(stream));
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(rows(run("SELECT name, sum(distance) AS metres FROM delivered GROUP BY name")))
                                .containsExactly(List.of("name", "metres"), List.of("Rocinante", "25.0")));
    }

    @Test
    void seesAnObjectThatIsNewOrChanged() {
        run(table("changing", "changing/"));
        String count = "SELECT count(*) AS n FROM changing";
        assertThat(rows(run(count))).containsExactly(List.of("n"), List.of("0"));

        putGzip("changing/2026/11/23/01/a.json.gz", line("A", 23, 1, 1, 1));
        assertThat(rows(run(count)).get(1)).containsExactly("1");

        putGzip("changing/2026/11/23/01/a.json.gz", line("A", 23, 1, 1, 1) + line("A", 23, 1, 2, 1));
        s3.putObject(
                b -> b.bucket(BUCKET).key("changing/2026/11/23/02/plain"),
                RequestBody.fromString(line("A", 23, 2, 1, 1)));
        assertThat(rows(run(count)).get(1)).containsExactly("3");

        s3.deleteObject(b -> b.bucket(BUCKET).key("changing/2026/11/23/01/a.json.gz"));
        assertThat(rows(run(count)).get(1)).containsExactly("1");
    }

    @Test
    void takesKeysInAnyCase() {
        run(table("spelled", "spelled/"));
        putGzip(
                "spelled/2026/11/23/01/a.json.gz",
                "{\"NAME\":\"loud\",\"distance\":1}\n{\"NAME\":\"loud\",\"distance\":2}\n");
        putGzip("spelled/2026/11/23/01/b.json.gz", "{\"name\":\"quiet\",\"Distance\":4}\n");

        assertThat(rows(run("SELECT name, sum(distance) AS metres FROM spelled GROUP BY name ORDER BY name")))
                .containsExactly(List.of("name", "metres"), List.of("loud", "3.0"), List.of("quiet", "4.0"));
    }

    @Test
    void writesTheResultAsCsvAndShowsTheSame() {
        QueryExecution execution =
                run("SELECT 1 AS n, 'say \"hi\", ü' AS text, CAST(NULL AS varchar) AS nothing, '' AS empty,"
                        + " true AS yes, TIMESTAMP '2026-11-23 01:02:03' AS t, DATE '2026-11-23' AS d, 7 / 2");

        String location = execution.resultConfiguration().outputLocation();
        assertThat(location).isEqualTo("s3://" + BUCKET + "/results/" + execution.queryExecutionId() + ".csv");
        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("results/" + execution.queryExecutionId() + ".csv"))
                        .asUtf8String())
                .isEqualTo("""
                        "n","text","nothing","empty","yes","t","d","_col7"
                        "1","say ""hi"", ü",,"","true","2026-11-23 01:02:03.000","2026-11-23","3"
                        """);
        ResultSet result = athena.getQueryResults(b -> b.queryExecutionId(execution.queryExecutionId()))
                .resultSet();
        assertThat(values(result.rows().get(1)))
                .containsExactly("1", "say \"hi\", ü", null, "", "true", "2026-11-23 01:02:03.000", "2026-11-23", "3");
        assertThat(result.resultSetMetadata().columnInfo())
                .extracting(column -> column.type())
                .containsExactly("integer", "varchar", "varchar", "varchar", "boolean", "timestamp", "date", "integer");
    }

    @Test
    void pagesThroughALongResult() {
        QueryExecution execution = run("SELECT x FROM UNNEST(sequence(1, 2500)) AS t (x) ORDER BY x");

        List<String> values = new ArrayList<>();
        athena.getQueryResultsPaginator(
                        b -> b.queryExecutionId(execution.queryExecutionId()).maxResults(1_000))
                .forEach(page -> page.resultSet().rows().forEach(row -> values.addAll(values(row))));

        assertThat(values.get(0)).isEqualTo("x");
        assertThat(values.subList(1, values.size()))
                .isEqualTo(
                        IntStream.rangeClosed(1, 2500).mapToObj(String::valueOf).toList());
    }

    @Test
    void bindsParametersAsValuesOnly() {
        assertThat(rows(run(
                        "SELECT count(*) AS n FROM wildrydes WHERE name = ? AND distance >= ? AND datehour = ?",
                        "'Shadowfax'",
                        "30",
                        "'2026/11/23/01'")))
                .containsExactly(List.of("n"), List.of("5"));
        assertThat(rows(run("SELECT count(*) AS n FROM wildrydes WHERE name = ?", "'x'' OR ''1''=''1'")))
                .containsExactly(List.of("n"), List.of("0"));
        assertThat(finish("SELECT count(*) FROM wildrydes WHERE name = ?", "'x' OR true")
                        .status()
                        .stateChangeReason())
                .contains("one literal");
        assertThat(finish("SELECT ?, ?", "1").status().stateChangeReason())
                .contains("Incorrect number of parameters: expected 2 but found 1");
    }

    @Test
    void showsDatabasesTablesAndViews() {
        assertThat(rows(run("SHOW DATABASES"))).contains(List.of(DATABASE), List.of("default"));
        assertThat(rows(run("SHOW TABLES 'wild*'"))).containsExactly(List.of("wildrydes"));
        assertThat(rows(run("DESCRIBE wildrydes"))).contains(List.of("distance", "double", ""));
        assertThat(rows(run("SHOW PARTITIONS wildrydes"))).hasSize(6).contains(List.of("datehour=2026/11/23/02"));
        assertThat(athena.listTableMetadata(b -> b.catalogName("AwsDataCatalog").databaseName(DATABASE))
                        .tableMetadataList())
                .anyMatch(table -> table.name().equals("wildrydes"));

        String ddl = String.join(
                "\n",
                rows(run("SHOW CREATE TABLE wildrydes")).stream()
                        .map(row -> row.get(0))
                        .toList());
        run("DROP TABLE IF EXISTS again");
        run(ddl.replace(DATABASE + ".wildrydes", DATABASE + ".again"));
        assertThat(rows(run("SELECT count(name) AS n FROM again")).get(1)).containsExactly("60");
        run("DROP TABLE again");
    }

    @Test
    void dropsADatabaseOnlyWhenItIsEmptyOrMustCascade() {
        String other = unique("other").replace('-', '_');
        run("CREATE DATABASE IF NOT EXISTS " + other);
        run("CREATE VIEW " + other + ".one AS SELECT 1 AS x");

        assertThat(finish("DROP DATABASE " + other).status().state()).isEqualTo(QueryExecutionState.FAILED);
        run("DROP DATABASE " + other + " CASCADE");
        assertThat(rows(run("SHOW DATABASES"))).doesNotContain(List.of(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT nope FROM wildrydes",
                "SELECT * FROM not_there",
                "SELEC 1",
                "SELECT 1; SELECT 2",
                "SELECT E'\\''; DROP VIEW x; --'",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/proc/self/environ')",
                "COPY (SELECT 1) TO '/tmp/x'",
                "WITH x AS (SELECT 1) INSERT INTO y SELECT * FROM x",
                "INSERT INTO wildrydes VALUES (1)",
                "DROP TABLE not_there",
                "CREATE EXTERNAL TABLE t (x complex) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://a-bucket/'",
                "CREATE VIEW broken AS SELECT nope FROM wildrydes"
            })
    void failsWithAReasonAndGoesOn(String sql) {
        QueryExecution execution = finish(sql);

        assertThat(execution.status().state()).isEqualTo(QueryExecutionState.FAILED);
        assertThat(execution.status().stateChangeReason())
                .isNotBlank()
                .doesNotContain("INTERNAL_ERROR", "GENERIC_USER_ERROR");
        assertThatThrownBy(() -> athena.getQueryResults(b -> b.queryExecutionId(execution.queryExecutionId())))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void stopsAQueryThatRuns() {
        String id = athena.startQueryExecution(b -> b.queryString(
                                "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = 7")
                        .workGroup(GROUP))
                .queryExecutionId();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> athena.getQueryExecution(b -> b.queryExecutionId(id))
                        .queryExecution()
                        .status()
                        .state()
                        .equals(QueryExecutionState.RUNNING));

        athena.stopQueryExecution(b -> b.queryExecutionId(id));

        assertThat(athena.getQueryExecution(b -> b.queryExecutionId(id))
                        .queryExecution()
                        .status()
                        .state())
                .isEqualTo(QueryExecutionState.CANCELLED);
        assertThat(rows(run("SELECT 1 AS still"))).hasSize(2);
    }

    @Test
    void listsAndDescribesExecutionsOfAWorkGroup() {
        QueryExecution first = run("SELECT 1");
        QueryExecution second = run("SELECT 2");

        assertThat(athena.listQueryExecutions(b -> b.workGroup(GROUP).maxResults(50))
                        .queryExecutionIds())
                .containsSubsequence(second.queryExecutionId(), first.queryExecutionId());
        var batch = athena.batchGetQueryExecution(b -> b.queryExecutionIds(first.queryExecutionId(), "none-such"));
        assertThat(batch.queryExecutions())
                .singleElement()
                .satisfies(execution -> assertThat(execution.query()).isEqualTo("SELECT 1"));
        assertThat(batch.unprocessedQueryExecutionIds()).hasSize(1);
    }

    @Test
    void startsTheSameRequestOnce() {
        String token = unique("token-of-at-least-32-characters-");

        List<String> ids = IntStream.range(0, 2)
                .mapToObj(i -> athena.startQueryExecution(b -> b.queryString("SELECT 1")
                                .clientRequestToken(token)
                                .workGroup(GROUP))
                        .queryExecutionId())
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
    }

    @Test
    void keepsToTheWorkGroup() {
        assertThat(athena.getWorkGroup(b -> b.workGroup(GROUP)).workGroup().configuration())
                .satisfies(configuration -> {
                    assertThat(configuration.enforceWorkGroupConfiguration()).isTrue();
                    assertThat(configuration.resultConfiguration().outputLocation())
                            .isEqualTo("s3://" + BUCKET + "/results/");
                });
        assertThat(athena.listWorkGroups(b -> b.maxResults(50)).workGroups())
                .anyMatch(group -> group.name().equals("primary"));
        assertThatThrownBy(() -> athena.startQueryExecution(b -> b.queryString("SELECT 1")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("No output location");
        assertThatThrownBy(() -> athena.startQueryExecution(
                        b -> b.queryString("SELECT 1").workGroup("not-there")))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> athena.getQueryExecution(b -> b.queryExecutionId("not-there")))
                .isInstanceOf(InvalidRequestException.class);
    }
}
