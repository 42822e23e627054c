package com.wildrydes.archive.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlGuardTest {

    private final SqlGuard guard = new SqlGuard("wildrydes", Set.of("wildrydes", "reports"), 1_000);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from reports|SELECT * FROM reports LIMIT 1000",
                "SELECT name FROM wildrydes.reports LIMIT 7;|SELECT name FROM wildrydes.reports LIMIT 7",
                "SELECT name FROM reports LIMIT 1001|SELECT name FROM reports LIMIT 1000",
                "SELECT name FROM reports LIMIT ALL|SELECT name FROM reports LIMIT 1000",
                "SELECT name FROM reports ORDER BY 1 DESC OFFSET 2|SELECT name FROM reports ORDER BY 1 DESC OFFSET 2 ROWS LIMIT 1000",
                "SELECT name FROM reports FETCH FIRST 5 ROWS ONLY|SELECT name FROM reports FETCH FIRST 5 ROWS ONLY",
                "SELECT name FROM reports FETCH FIRST 5000 ROWS ONLY|SELECT name FROM reports LIMIT 1000",
                "TABLE reports|TABLE reports LIMIT 1000",
                "VALUES 1, 2|VALUES 1 , 2 LIMIT 1000",
                "SELECT 1 UNION ALL SELECT 2 LIMIT 9|SELECT 1 UNION ALL SELECT 2 LIMIT 9",
                "SELECT 1 /* DROP */ -- comment ;|SELECT 1 LIMIT 1000",
            })
    void printsTheQueryAgainWithALimit(String sql, String printed) {
        assertThat(guard.check(sql)).isEqualToNormalizingWhitespace(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM \"awsdatacatalog\".\"wildrydes\".\"wildrydes\" WHERE datehour = '2026/11/23/01'",
                "SELECT name, sum(distance) FILTER (WHERE distance > 0) AS metres FROM reports GROUP BY name HAVING count(*) > 1",
                "SELECT name, row_number() OVER (PARTITION BY name ORDER BY statustime DESC) FROM reports",
                "SELECT lag(latitude) OVER w FROM reports WINDOW w AS (PARTITION BY name ORDER BY statustime)",
                "WITH a AS (SELECT * FROM reports), b AS (SELECT * FROM a) SELECT * FROM b JOIN a USING (name)",
                "WITH reports AS (SELECT * FROM reports) SELECT * FROM reports",
                "WITH A AS (SELECT 1 AS x) SELECT (SELECT max(x) FROM \"a\") FROM reports",
                "SELECT date_trunc('hour', statustime), approx_percentile(healthpoints, 0.5) FROM reports GROUP BY 1",
                "SELECT * FROM reports WHERE statustime >= TIMESTAMP '2026-11-23 00:00:00' - INTERVAL '1' DAY",
                "SELECT CAST(distance AS decimal(10, 2)), TRY(1/0), IF(true, 1), COALESCE(name, '?') FROM reports",
                "SELECT t.n FROM reports CROSS JOIN UNNEST(ARRAY[1, 2]) AS t (n)",
                "SELECT name FROM reports WHERE name IN (SELECT name FROM reports WHERE name LIKE 'S%') OR name = 'DROP TABLE x'",
                "SELECT current_timestamp, extract(hour FROM statustime) FROM reports ORDER BY 1 NULLS LAST",
                "SELECT name, max_by(latitude, statustime) FROM reports GROUP BY ROLLUP (name)",
                "SELECT DATE '2026-11-23', from_iso8601_timestamp('2026-11-23T00:00:00Z') AT TIME ZONE 'UTC'",
            })
    void letsReadOnlyQueriesPass(String sql) {
        String printed = guard.check(sql);

        assertThat(guard.check(printed)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|must be one query|1|1",
                "` ; `|must be one query|1|1",
                "SELEC 1|must be one query|1|1",
                "SELECT 1; SELECT 2|must be one query|1|9",
                "SELECT 1;;|must be one query|1|9",
                "DROP TABLE wildrydes|but was drop table|1|1",
                "`\n  CREATE TABLE x AS SELECT 1`|but was create table as select|2|3",
                "INSERT INTO wildrydes SELECT * FROM wildrydes|but was insert|1|1",
                "DELETE FROM wildrydes|but was delete|1|1",
                "EXPLAIN SELECT 1|but was explain|1|1",
                "SHOW TABLES|but was show tables|1|1",
                "PREPARE x FROM SELECT 1|but was prepare|1|1",
                "EXECUTE x|but was execute|1|1",
                "SELECT * FROM secrets|but reads secrets|1|15",
                "SELECT * FROM information_schema.tables|but reads information_schema.tables|1|15",
                "SELECT * FROM other.reports|but reads other.reports|1|15",
                "SELECT * FROM other.wildrydes.reports|but reads other.wildrydes.reports|1|15",
                "SELECT * FROM \"/etc/passwd\"|but reads|1|15",
                "SELECT * FROM \"wildrydes$partitions\"|but reads|1|15",
                "SELECT (SELECT max(x) FROM secrets)|but reads secrets|1|28",
                "SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM secrets)) FROM reports|but reads secrets|1|53",
                "SELECT sum(distance ORDER BY (SELECT 1 FROM secrets)) FROM reports|but reads secrets|1|45",
                "WITH x AS (SELECT * FROM x) SELECT * FROM x|but reads x|1|26",
                "SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) JOIN x ON true|but reads x|1|59",
                "WITH secrets AS (SELECT 1) SELECT * FROM other.secrets|but reads other.secrets|1|42",
                "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n FROM x) SELECT * FROM x|WITH RECURSIVE|1|1",
                "SELECT read_csv('/etc/passwd')|but calls read_csv|1|8",
                "SELECT repeat('x', 2000000000)|but calls repeat|1|8",
                "SELECT \"GETENV\"('HOME')|but calls getenv|1|8",
                "SELECT system.now()|but calls system.now|1|8",
                "SELECT * FROM TABLE(read_text('/etc/passwd'))|table function|1|21",
                "SELECT * FROM UNNEST(glob('/*'))|but calls glob|1|22",
                "SELECT transform(ARRAY[1], x -> x + 1)|but calls transform|1|8",
                "SELECT array_sort(ARRAY[1], (x, y) -> 1)|lambda|1|29",
                "SELECT E'\\''; DROP VIEW x; --'|but names E|1|8",
                "SELECT U&'\\0041', CAST('1' AS regclass)|but names regclass|1|31",
                "SELECT * FROM reports FOR TIMESTAMP AS OF TIMESTAMP '2026-01-01 00:00:00'|query period|1|23",
                "SELECT * FROM reports TABLESAMPLE BERNOULLI (10)|sampled relation|1|15",
                "SELECT current_user|current user|1|8",
                "SELECT ?|parameter|1|8",
                "SELECT X'00'|binary literal|1|8",
                "SELECT name FROM reports FETCH FIRST 1 ROWS WITH TIES|WITH TIES|1|26",
                "WITH FUNCTION f(x int) RETURNS int RETURN x SELECT f(1)|function|1|6",
                "SELECT * FROM reports MATCH_RECOGNIZE (MEASURES A AS a PATTERN (A) DEFINE A AS true)|pattern recognition|1|15",
            })
    void refusesEverythingElseAndSaysWhere(String sql, String detail, int line, int column) {
        assertThatThrownBy(() -> guard.check(sql)).isInstanceOfSatisfying(RefusedSqlException.class, refused -> {
            assertThat(refused.getMessage()).contains(detail);
            assertThat(refused.line() + ":" + refused.column()).isEqualTo(line + ":" + column);
        });
    }

    @Test
    void refusesTextThatIsTooLongOrTooDeepBeforeParsingIt() {
        assertThatThrownBy(() -> guard.check("SELECT '" + "x".repeat(20_000) + "'"))
                .isInstanceOf(RefusedSqlException.class)
                .hasMessageContaining("at most 20000 characters, but has 20009");
        assertThatThrownBy(() -> guard.check("SELECT\n" + "(".repeat(9_000) + "1" + ")".repeat(9_000)))
                .isInstanceOfSatisfying(RefusedSqlException.class, refused -> {
                    assertThat(refused.getMessage()).contains("at most 200 parentheses");
                    assertThat(refused.line()).isEqualTo(2);
                    assertThat(refused.column()).isEqualTo(201);
                });
        assertThat(guard.check("SELECT " + "(".repeat(200) + "1" + ")".repeat(200)))
                .isEqualToNormalizingWhitespace("SELECT 1 LIMIT 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT ", "- ", "1 + ", "CASE WHEN "})
    void refusesNestingThatHasNoParentheses(String nested) {
        assertThatThrownBy(() -> guard.check("SELECT " + nested.repeat(19_900 / nested.length()) + "1"))
                .isInstanceOf(RefusedSqlException.class);
    }
}
