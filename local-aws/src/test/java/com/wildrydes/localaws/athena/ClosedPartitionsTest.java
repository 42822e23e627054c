package com.wildrydes.localaws.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.athena.model.QueryExecution;

class ClosedPartitionsTest {

    private static final String ALL = "SELECT name, sum(distance) AS metres, count(*) AS n, datehour FROM reports"
            + " GROUP BY name, datehour ORDER BY datehour, name";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private static List<Path> files(AthenaHere athena) {
        try (Stream<Path> files = Files.walk(athena.cache())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> parquet(AthenaHere athena) {
        return files(athena).stream()
                .filter(file -> file.toString().endsWith(".parquet"))
                .toList();
    }

    private static int putThreeHours(AthenaHere athena) {
        return athena.put("raw/2026/11/22/01/a.json.gz", "{\"NAME\":\"loud\",\"distance\":1}\nno report\n{\"Na")
                + athena.put("raw/2026/11/22/01/b.json.gz", "{\"name\":\"quiet\",\"Distance\":2.5,\"x\":[1]}\n")
                + athena.put("raw/2026/11/22/02/a.json.gz", "{\"Name\":\"loud\",\"Distance\":4}\n")
                + athena.put("raw/2026/11/22/03/a.json.gz", "{\"Name\":\"Ünï \\\"corn\\\"\",\"Distance\":8}\n");
    }

    @Test
    void answersTheSameFromParquetAsFromTheObjects() {
        try (AthenaHere athena = new AthenaHere(data, EngineLimits.DEFAULT)) {
            int bytes = putThreeHours(athena);

            QueryExecution first = athena.run(ALL);
            await().atMost(PATIENCE).until(() -> parquet(athena).size() == 2);
            QueryExecution second = athena.run(ALL);

            assertThat(athena.rows(second)).isEqualTo(athena.rows(first)).hasSize(5);
            assertThat(second.statistics().dataScannedInBytes()).isEqualTo(bytes);
            // The last hour is open, and stays as it came.
            await().atMost(PATIENCE).until(() -> files(athena).size() == 3);
            assertThat(files(athena)).anyMatch(file -> file.toString().contains("2026%2F11%2F22%2F03"));
        }
    }

    @Test
    void seesWhatChangesInAClosedHour() {
        try (AthenaHere athena = new AthenaHere(data, EngineLimits.DEFAULT)) {
            putThreeHours(athena);
            String count =
                    "SELECT count(name) AS n, sum(distance) AS metres FROM reports WHERE datehour = '2026/11/22/01'";
            athena.run(count);
            await().atMost(PATIENCE).until(() -> parquet(athena).size() == 1);
            Path before = parquet(athena).get(0);
            assertThat(athena.rows(athena.run(count))).containsExactly(List.of("2", "3.5"));

            athena.put("raw/2026/11/22/01/late.json.gz", "{\"Name\":\"late\",\"Distance\":100}\n");
            assertThat(athena.rows(athena.run(count))).containsExactly(List.of("3", "103.5"));
            await().atMost(PATIENCE)
                    .until(() -> parquet(athena).size() == 1
                            && !parquet(athena).get(0).equals(before));
            assertThat(athena.rows(athena.run(count))).containsExactly(List.of("3", "103.5"));

            athena.s3().deleteObject(b -> b.bucket(AthenaHere.BUCKET).key("raw/2026/11/22/01/b.json.gz"));
            assertThat(athena.rows(athena.run(count))).containsExactly(List.of("2", "101.0"));
        }
    }

    @Test
    void isNotMisledByAFileThatAKillLeftHalfWritten() throws IOException {
        try (AthenaHere athena = new AthenaHere(data, EngineLimits.DEFAULT)) {
            putThreeHours(athena);
            athena.run(ALL);
            await().atMost(PATIENCE).until(() -> parquet(athena).size() == 2);
            for (Path file : parquet(athena)) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".partial"));
            }

            assertThat(athena.rows(athena.run(ALL))).hasSize(5);
        }
        try (AthenaHere athena = new AthenaHere(data, EngineLimits.DEFAULT, false)) {
            assertThat(athena.rows(athena.run(ALL))).hasSize(5);
            await().atMost(PATIENCE).until(() -> parquet(athena).size() == 2);
            await().atMost(PATIENCE)
                    .until(() -> files(athena).stream()
                            .noneMatch(file -> file.toString().endsWith(".partial")));
        }
    }
}
