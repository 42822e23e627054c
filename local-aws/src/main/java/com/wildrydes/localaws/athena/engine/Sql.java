package com.wildrydes.localaws.athena.engine;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes names and values into DuckDB's SQL. */
final class Sql {

    private Sql() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String string(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    static String list(Collection<String> texts) {
        return texts.stream().map(Sql::string).collect(Collectors.joining(", ", "[", "]"));
    }
}
