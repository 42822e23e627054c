package com.wildrydes.localaws.athena.engine;

import java.util.Map;

/** DuckDB's errors under the names that Athena's have. */
final class EngineErrors {

    private static final Map<String, String> NAMES = Map.of(
            "Parser Error", "SYNTAX_ERROR",
            "Binder Error", "SYNTAX_ERROR",
            "Syntax Error", "SYNTAX_ERROR",
            "Catalog Error", "SYNTAX_ERROR",
            "Conversion Error", "INVALID_CAST_ARGUMENT",
            "Out of Range Error", "NUMERIC_VALUE_OUT_OF_RANGE",
            "Invalid Input Error", "INVALID_FUNCTION_ARGUMENT",
            "Permission Error", "PERMISSION_DENIED",
            "Out of Memory Error", "Query exhausted resources at this scale factor");

    private static final String WRAPPER = "Invalid Input Error: Attempting to execute an unsuccessful";

    private EngineErrors() {}

    static String asAthena(String all) {
        // DuckDB adds what it guesses was meant, of names that are its own, and the place in a line that it may have
        // cut.
        String message = all.lines()
                .filter(line -> !line.startsWith(WRAPPER))
                .findFirst()
                .orElse(all)
                .replaceFirst("^Error: ", "")
                .replaceFirst("java\\.[\\w.]+Exception: ", "");
        int colon = message.indexOf(": ");
        String kind = colon < 0 ? "" : message.substring(0, colon);
        if (message.contains("Malformed JSON") || message.contains("JSON transform error")) {
            return "HIVE_BAD_DATA: " + message;
        }
        if (message.contains("'Division by zero'")) {
            return "DIVISION_BY_ZERO: Division by zero";
        }
        String name = NAMES.get(kind);
        return name == null ? "GENERIC_USER_ERROR: " + message : name + message.substring(colon);
    }
}
