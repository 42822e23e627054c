package com.wildrydes.localaws.athena.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.localaws.athena.sql.TrinoSyntax;
import io.trino.sql.SqlFormatter;
import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's answers beside those that Trino's documentation gives. */
class TrinoAnswersTest {

    private static final String ARROW = " --> ";

    @TempDir
    private Path folder;

    static Stream<String> lines() throws IOException {
        try (var file = Objects.requireNonNull(TrinoAnswersTest.class.getResourceAsStream("/athena/trino.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void answersAsTrinoDoes(String line) throws Exception {
        String sql = sql(line);
        String expected = line.substring(line.lastIndexOf(ARROW) + ARROW.length());

        assertAnswer(sql, expected);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void answersAsTrinoDoesWhenTheGuardHasPrintedTheQueryAgain(String line) throws Exception {
        String printed = SqlFormatter.formatSql(new SqlParser().createStatement(sql(line)));
        String expected = line.substring(line.lastIndexOf(ARROW) + ARROW.length());

        assertAnswer(printed, expected);
    }

    private static String sql(String line) {
        String sql = line.substring(0, line.lastIndexOf(ARROW));
        return sql.matches("(SELECT|WITH|VALUES) .*") ? sql : "SELECT " + sql;
    }

    private void assertAnswer(String sql, String expected) throws Exception {
        if (expected.startsWith("!")) {
            assertThat(failure(sql)).contains(expected.substring(1));
        } else {
            assertThat(answer(sql)).isEqualTo(expected);
        }
    }

    private String failure(String sql) throws Exception {
        try {
            return "no failure, but " + answer(sql);
        } catch (SQLException e) {
            return EngineErrors.asAthena(String.valueOf(e.getMessage()));
        }
    }

    private String answer(String sql) throws Exception {
        QueryJob job = new QueryJob(
                "default",
                List.of("default"),
                List.of(),
                List.of(),
                TrinoSyntax.toEngine(sql),
                folder.resolve("data").toString(),
                Files.createDirectories(folder.resolve("work")).toString(),
                256,
                2,
                10);
        try (Session session = new Session(job)) {
            session.plan();
            session.run(new QueryFiles(List.of()));
        }
        return Files.readString(folder.resolve("work").resolve(QueryJob.RESULT))
                .lines()
                .skip(1)
                .map(TrinoAnswersTest::values)
                .collect(Collectors.joining(" / "));
    }

    /** Of a line of Athena's CSV: what is not in quotes is nothing. */
    private static String values(String csv) {
        List<String> values = new ArrayList<>();
        int at = 0;
        while (at <= csv.length()) {
            if (at == csv.length() || csv.charAt(at) == ',') {
                values.add("NULL");
                at++;
                continue;
            }
            StringBuilder value = new StringBuilder();
            at++;
            while (csv.charAt(at) != '"' || at + 1 < csv.length() && csv.charAt(at + 1) == '"') {
                value.append(csv.charAt(at));
                at += csv.charAt(at) == '"' ? 2 : 1;
            }
            values.add(value.toString());
            at += 2;
            if (at == csv.length() + 1) {
                break;
            }
        }
        return String.join(" ; ", values);
    }
}
