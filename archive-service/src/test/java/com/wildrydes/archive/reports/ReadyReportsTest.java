package com.wildrydes.archive.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.archive.InvalidParameterException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Query;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReadyReportsTest {

    private static final ReadyReports REPORTS = new ReadyReports(1_000_000);
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T12:34:56.789123Z"), ZoneOffset.UTC);

    static List<ReadyReport> all() {
        return REPORTS.all();
    }

    private static Map<String, JsonNode> request(String json) {
        return JsonMapper.shared().readTree(json).properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> literals(String report, String json) {
        return REPORTS.find(report).orElseThrow().literals(request(json), NOW);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isAQueryInTrinosSql(ReadyReport report) {
        assertThat(new SqlParser().createStatement(report.sql().text())).isInstanceOf(Query.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void usesEveryParameterAndNamesNoOther(ReadyReport report) {
        Set<String> expected = new TreeSet<>();
        report.parameters().forEach(parameter -> expected.add(parameter.name()));
        if (expected.remove("lateHours")) {
            expected.addAll(Set.of("fromHour", "toHour"));
        }

        assertThat(new TreeSet<>(report.sql().names())).isEqualTo(expected);
        assertThat(report.sql().text().chars().filter(c -> c == '?'))
                .hasSize(report.sql().names().size());
    }

    @Test
    void bindsValuesAsLiteralsInTheOrderOfTheSql() {
        assertThat(literals(
                        "path",
                        "{\"to\":\"2026-11-23T02:00:00+01:00\",\"from\":\"2026-11-22T23:30Z\",\"name\":\"O'Hara; --\","
                                + "\"lateHours\":2,\"limit\":7}"))
                .containsExactly(
                        "'2026/11/22/23'",
                        "'2026/11/23/02'",
                        "'O''Hara; --'",
                        "TIMESTAMP '2026-11-22 23:30:00.000'",
                        "TIMESTAMP '2026-11-23 01:00:00.000'",
                        "7");
    }

    @Test
    void asksAboutTheLastDayWhenNothingIsSaid() {
        assertThat(literals("activity-per-hour", "{}"))
                .containsExactly(
                        "'2026/11/23/12'",
                        "'2026/11/25/12'",
                        "TIMESTAMP '2026-11-23 12:34:56.789'",
                        "TIMESTAMP '2026-11-24 12:34:56.789'");
    }

    @Test
    void showsTheFleetOfTheLastHourInStepsOfFiveSeconds() {
        assertThat(literals("fleet", "{\"lateHours\":0}"))
                .containsExactly(
                        "'2026/11/24/11'",
                        "'2026/11/24/12'",
                        "TIMESTAMP '2026-11-24 11:34:56.789'",
                        "TIMESTAMP '2026-11-24 12:34:56.789'",
                        "TIMESTAMP '2026-11-24 11:34:56.789'",
                        "5",
                        "100000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "path|{}|name must be given: 1 to 128 characters of text",
                "path|{\"name\":\"\"}|name must be 1 to 128 characters of text, but was \"\"",
                "path|{\"name\":null}|name must be given",
                "path|{\"name\":5}|name must be 1 to 128 characters of text, but was \"5\"",
                "path|{\"name\":\"a\\u0000\"}|name must be 1 to 128 characters of text",
                "path|{\"name\":\"a\",\"from\":\"yesterday\"}|from must be a time such as 2026-11-23T01:00:00Z, but was \"yesterday\"",
                "path|{\"name\":\"a\",\"from\":1700000000}|from must be a time such as 2026-11-23T01:00:00Z, but was \"1700000000\"",
                "path|{\"name\":\"a\",\"from\":\"2026-11-23T01:00:00\"}|from must be a time",
                "path|{\"name\":\"a\",\"from\":\"1999-12-31T23:59:59Z\"}|from must be a time",
                "path|{\"name\":\"a\",\"from\":\"2026-11-23T01:00:00Z\",\"to\":\"2026-11-23T01:00:00Z\"}|to must be after from, 2026-11-23T01:00:00Z, but was \"2026-11-23T01:00:00Z\"",
                "path|{\"name\":\"a\",\"limit\":0}|limit must be a whole number from 1 to 1000000, but was \"0\"",
                "path|{\"name\":\"a\",\"limit\":1000001}|limit must be a whole number from 1 to 1000000",
                "path|{\"name\":\"a\",\"limit\":1.5}|limit must be a whole number",
                "path|{\"name\":\"a\",\"limit\":\"7\"}|limit must be a whole number",
                "path|{\"name\":\"a\",\"limit\":99999999999999999999}|limit must be a whole number",
                "reports-since|{}|from must be given: a time such as",
                "fleet|{\"stepSeconds\":0}|stepSeconds must be a whole number from 1 to 3600, but was",
                "fleet|{\"stepSeconds\":3601}|stepSeconds must be a whole number from 1 to 3600, but was",
                "low-vitals|{\"threshold\":2147483648}|threshold must be a whole number from -2147483648 to 2147483647",
                "total-distance|{\"sql\":\"DROP\"}|sql is no parameter of the report total-distance, which has [], but was",
                "minutes|{\"name\":\"a\"}|name is no parameter of the report minutes, which has [from, to, lateHours]",
            })
    void refusesParametersThatBreakTheirRuleAndSaysWhich(String report, String json, String detail) {
        assertThatThrownBy(() -> literals(report, json))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(detail);
    }

    @Test
    void takesTheLeastAndTheMost() {
        String name = "🦄".repeat(128);

        assertThat(literals("path", "{\"name\":\"" + name + "\",\"limit\":1000000,\"lateHours\":0}"))
                .contains("'" + name + "'", "1000000");
        assertThat(literals("low-vitals", "{\"threshold\":-2147483648,\"limit\":1}"))
                .contains("-2147483648", "1");
    }
}
