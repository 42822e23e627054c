package com.wildrydes.localaws.athena.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * The macros of {@code trino.sql}, and those that must be written out for each number of arguments. Aggregates are not among them, as a
 * macro takes no FILTER: {@code TrinoSyntax} calls those by DuckDB's names.
 */
final class TrinoMacros {

    private static final int MOST_ARGUMENTS = 12;

    private TrinoMacros() {}

    static void create(Connection connection) throws SQLException, IOException {
        try (InputStream file = Objects.requireNonNull(TrinoMacros.class.getResourceAsStream("trino.sql"));
                Statement statement = connection.createStatement()) {
            statement.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute(concat());
            statement.execute(nullIfAny("greatest"));
            statement.execute(nullIfAny("least"));
        }
    }

    /** A null makes the whole a null; of arrays too. */
    private static String concat() {
        StringBuilder macro = new StringBuilder("CREATE MACRO memory.main.concat");
        for (int n = 2; n <= MOST_ARGUMENTS; n++) {
            macro.append(n == 2 ? "(" : ", (")
                    .append(names(n, ", "))
                    .append(") AS ")
                    .append(names(n, " || "));
        }
        return macro.toString();
    }

    private static String nullIfAny(String name) {
        StringBuilder macro = new StringBuilder("CREATE MACRO memory.main.").append(name);
        for (int n = 1; n <= MOST_ARGUMENTS; n++) {
            macro.append(n == 1 ? "(" : ", (").append(names(n, ", ")).append(") AS CASE WHEN ");
            macro.append(names(n, " IS NOT NULL AND ")).append(" IS NOT NULL THEN system.main.");
            macro.append(name).append('(').append(names(n, ", ")).append(") END");
        }
        return macro.toString();
    }

    private static String names(int count, String between) {
        StringBuilder names = new StringBuilder("a1");
        for (int i = 2; i <= count; i++) {
            names.append(between).append('a').append(i);
        }
        return names.toString();
    }
}
