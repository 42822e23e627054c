package com.wildrydes.archive.queries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The statements of {@code athena.sql}, the one place that says what Athena knows of the archive. */
final class AthenaSchema {

    private AthenaSchema() {}

    static List<String> statements(String database, String bucket) {
        return Stream.of(text().replaceAll("(?m)^--.*\n", "").split(";\\s*(\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .map(statement -> statement.replace("{database}", database).replace("{bucket}", bucket))
                .toList();
    }

    private static String text() {
        try (InputStream file = Objects.requireNonNull(AthenaSchema.class.getResourceAsStream("/athena.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
