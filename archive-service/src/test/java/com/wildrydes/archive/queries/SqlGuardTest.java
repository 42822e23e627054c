package com.wildrydes.archive.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
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
                "SELECT '🦄 ä' a, max(x) AS \"hour\" FROM reports r, (SELECT 1 x) t (x)|SELECT '🦄 ä' AS a , max(x) AS \"hour\" FROM reports AS r , ( SELECT 1 AS x ) AS t (x) LIMIT 1000",
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
    @CsvFileSource(resources = "/refused-sql.csv", delimiter = '|', quoteCharacter = '`')
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
