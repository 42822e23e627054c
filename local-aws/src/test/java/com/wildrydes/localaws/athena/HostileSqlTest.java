package com.wildrydes.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/** SQL straight at Athena's API, where no guard stands before it. */
class HostileSqlTest {

    private static final EngineLimits LIMITS = new EngineLimits(128, 600, 1, 8, Duration.ofSeconds(10));
    private static final String ENDLESS =
            "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = 7";

    @TempDir
    private static Path data;

    private static AthenaHere athena;
    private static List<Path> filesBefore;

    @BeforeAll
    static void start() throws IOException {
        athena = new AthenaHere(data, LIMITS);
        athena.put("raw/2026/11/22/01/a.json.gz", "{\"Name\":\"Shadowfax\",\"Distance\":1}\n");
        athena.run("SELECT count(*) FROM reports");
        filesBefore = cached();
    }

    @AfterAll
    static void close() {
        assertItGoesOn();
        athena.close();
    }

    private static List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(athena.cache())) {
            return files.sorted().toList();
        }
    }

    @AfterEach
    void hasChangedNothing() throws IOException {
        assertThat(cached()).isEqualTo(filesBefore);
        assertThat(data.resolve("written")).doesNotExist();
    }

    private static void assertItGoesOn() {
        assertThat(athena.rows(athena.run("SELECT name, distance FROM reports")))
                .containsExactly(List.of("Shadowfax", "1.0"));
    }

    static Stream<String> hostile() throws IOException {
        String cache = data.resolve("athena").resolve("cache").toAbsolutePath().toString();
        String written = data.resolve("written").toAbsolutePath().toString();
        return Stream.of(
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/proc/self/environ')",
                "SELECT * FROM READ_JSON('" + cache + "/**/*.json.gz')",
                "SELECT * FROM read_parquet('" + cache + "/**/*')",
                "SELECT * FROM read_ndjson_objects('" + cache + "/**/*.json.gz')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM glob('" + cache + "/**')",
                "SELECT * FROM sniff_csv('/etc/passwd')",
                "SELECT * FROM parquet_metadata('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM \"" + cache + "/x.json.gz\"",
                "SELECT * FROM '/etc/hosts.csv'",
                "SELECT (SELECT count(*) FROM read_text('/etc/passwd'))",
                "SELECT 1 WHERE EXISTS (SELECT 1 FROM read_text('/etc/passwd'))",
                "WITH reports AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM reports",
                "SELECT name FROM reports UNION ALL SELECT content FROM read_text('/etc/passwd')",
                "SELECT * FROM reports JOIN LATERAL (SELECT * FROM read_text('/etc/passwd')) ON true",
                "SELECT * FROM query('SELECT 1')",
                "SELECT * FROM query_table('reports')",
                "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_secrets()",
                "SELECT * FROM pragma_database_list()",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM pg_catalog.pg_class",
                "SELECT * FROM memory.main.anything",
                "SELECT * FROM (SHOW TABLES)",
                "SELECT * FROM (DESCRIBE reports)",
                "SELECT * FROM (SUMMARIZE reports)",
                "SELECT getenv('PATH')",
                "SELECT current_setting('temp_directory')",
                "COPY (SELECT 1) TO '" + written + "'",
                "COPY (SELECT 1) TO '" + cache + "/written.csv'",
                "COPY reports FROM '/etc/passwd'",
                "ATTACH '" + cache + "/written.db'",
                "ATTACH '/tmp/x.db' AS x",
                "EXPORT DATABASE '" + written + "'",
                "IMPORT DATABASE '/tmp'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "PRAGMA database_list",
                "SET memory_limit = '100GB'",
                "RESET ALL",
                "CALL pragma_version()",
                "CHECKPOINT",
                "VACUUM",
                "EXPLAIN ANALYZE SELECT 1",
                "CREATE TABLE t AS SELECT 1",
                "CREATE MACRO f(x) AS x",
                "CREATE VIEW v AS SELECT * FROM read_text('/etc/passwd')",
                "CREATE VIEW v AS COPY (SELECT 1) TO '" + written + "'",
                "DELETE FROM reports",
                "UPDATE reports SET name = 'x'",
                "SELECT 1; COPY (SELECT 1) TO '" + written + "'",
                "SELECT 1 /* ; */ ; DROP VIEW reports",
                "SELECT E'\\''; COPY (SELECT 1) TO ''" + written + "''; --'",
                "SELECT $$;$$; SELECT 2",
                "SELECT $a$ ' $a$; COPY (SELECT 1) TO '" + written + "'; --'",
                "(SELECT 1); SELECT 2",
                "WITH x AS (SELECT 1) INSERT INTO reports SELECT * FROM x",
                "FROM reports",
                "SELECT name FROM reports AT (VERSION => 1)",
                "PREPARE p AS SELECT 1",
                "EXECUTE p",
                "SELECT " + "(".repeat(9_000) + "1" + ")".repeat(9_000),
                "SELECT " + "abs(".repeat(2_000) + "1" + ")".repeat(2_000),
                "SELECT " + "IF(true, ".repeat(2_000) + "1" + ")".repeat(2_000),
                "SELECT " + "CASE WHEN true THEN ".repeat(5_000) + "1" + " END".repeat(5_000),
                "SELECT " + "- ".repeat(20_000) + "1",
                "SELECT " + "NOT ".repeat(20_000) + "true",
                "SELECT '",
                "SELECT \"",
                "SELECT /*",
                "SELECT 1)",
                "SELECT (1",
                "SELECT CAST(1 AS )",
                "\u0000SELECT 1");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesWhatIsNotAQueryOverItsTables(String sql) {
        QueryExecution execution = athena.finish(sql);

        assertThat(execution.status().state()).isEqualTo(QueryExecutionState.FAILED);
        assertThat(execution.status().stateChangeReason())
                .isNotBlank()
                .doesNotContain("INTERNAL_ERROR", "Exception", "\n\tat ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
        SELECT length(repeat('x', 2000000000))                                 ~ used more than 600 MiB
        SELECT count(*) FROM (SELECT DISTINCT repeat(CAST(range AS varchar), 100) FROM range(100000000)) ~ exhausted resources
        SELECT array_agg(repeat('x', 1000)) FROM range(100000000)              ~ exhausted resources
        SELECT cardinality(sequence(1, 10000000000))                           ~ Lists larger than 2^32 elements
        SELECT range, repeat('x', 1000) FROM range(1000000000)                 ~ the result takes more than 8 MiB
        SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = 7 ~ timed out after 10 s
        SELECT regexp_like(repeat('a', 60) || '!', '(a+)+\\1$')                 ~ timed out after 10 s
        """)
    void endsWhatTakesTooMuch(String sql, String reason) {
        QueryExecution execution = athena.finish(sql);

        assertThat(execution.status().state()).isEqualTo(QueryExecutionState.FAILED);
        assertThat(execution.status().stateChangeReason()).contains(reason);
        assertItGoesOn();
    }

    @Test
    void stopsAQueryAsSoonAsItIsAskedTo() {
        for (boolean atOnce : List.of(true, false)) {
            String id = athena.start(ENDLESS);
            if (!atOnce) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> ProcessHandle.current().descendants().anyMatch(process -> isEngine(process)));
            }

            athena.stop(id);

            assertThat(athena.get(id).status().state()).isEqualTo(QueryExecutionState.CANCELLED);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ProcessHandle.current().descendants().noneMatch(HostileSqlTest::isEngine));
        }
    }

    private static boolean isEngine(ProcessHandle process) {
        return process.info()
                .commandLine()
                .orElse("")
                .contains(data.toAbsolutePath().toString());
    }

    @Test
    void keepsTheCommentBeforeAQueryAndBindsParameters() {
        String sql = "-- owner: somebody's, with a ? in it\nSELECT name FROM reports WHERE name = ? OR distance > ?"
                + " OR TIMESTAMP '2026-11-24 00:30:00' > ?";

        QueryExecution execution = athena.run(sql, "'Shadow''fax'", "100", "TIMESTAMP '2026-11-24 01:00:00'");

        assertThat(execution.query()).isEqualTo(sql);
        assertThat(athena.rows(execution)).isEmpty();
    }
}
