package com.wildrydes.archive.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.archive.RunningArchive;
import com.wildrydes.archive.SampleArchive;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be asked runs, the examples of docs/sql.md among it, and what may not does not, through the whole service. */
@Timeout(300)
class SqlIT {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```sql\n(.*?)```");

    @TempDir
    private static Path data;

    private static RunningArchive archive;

    @BeforeAll
    static void start() {
        archive = RunningArchive.start(data, List.of(), List.of());
        new SampleArchive(archive).fill();
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "sql.md")))
                .results()
                .map((MatchResult example) -> example.group(1));
    }

    static List<String> allowed() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "allowed-sql.txt"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runsTheExamplesOfTheDocument(String sql) {
        assertThat(archive.results(archive.query(sql)).get("items").size()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void runsWhatIsAllowed(String sql) {
        assertThat(archive.results(archive.query(sql)).get("items").size()).isPositive();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/refused-sql.csv", delimiter = '|', quoteCharacter = '`')
    void answersWhatIsRefusedWithAProblemThatSaysWhatAndWhere(String sql, String detail, int line, int column) {
        HttpResponse<String> refused = archive.post(sql);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(archive.json(refused).get("detail").asString()).contains(detail);
        assertThat(archive.json(refused).get("line").asInt()).isEqualTo(line);
        assertThat(archive.json(refused).get("column").asInt()).isEqualTo(column);
    }
}
