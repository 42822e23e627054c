package com.wildrydes.localaws.athena.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Column types of Hive's DDL, as DuckDB calls them. */
public final class HiveType {

    private static final Map<String, String> SIMPLE = Map.ofEntries(
            Map.entry("string", "VARCHAR"),
            Map.entry("boolean", "BOOLEAN"),
            Map.entry("tinyint", "TINYINT"),
            Map.entry("smallint", "SMALLINT"),
            Map.entry("int", "INTEGER"),
            Map.entry("integer", "INTEGER"),
            Map.entry("bigint", "BIGINT"),
            Map.entry("float", "FLOAT"),
            Map.entry("double", "DOUBLE"),
            Map.entry("date", "DATE"),
            Map.entry("timestamp", "TIMESTAMP"));

    private static final Pattern TEXT = Pattern.compile("(var)?char\\(\\d{1,5}\\)");
    private static final Pattern DECIMAL = Pattern.compile("decimal(\\(\\d{1,2}(,\\d{1,2})?\\))?");
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private HiveType() {}

    /**
     * @param type in lower case, without blanks
     * @throws IllegalArgumentException when it is not one of Hive's types that Athena's JSON tables take
     */
    public static String toDuckDb(String type) {
        String simple = SIMPLE.get(type);
        if (simple != null) {
            return simple;
        }
        if (TEXT.matcher(type).matches()) {
            return "VARCHAR";
        }
        if (DECIMAL.matcher(type).matches()) {
            return type.equals("decimal") ? "DECIMAL(10,0)" : type.toUpperCase(Locale.ROOT);
        }
        if (type.startsWith("array<") && type.endsWith(">")) {
            return toDuckDb(inside(type)) + "[]";
        }
        if (type.startsWith("map<") && type.endsWith(">")) {
            List<String> parts = split(inside(type));
            if (parts.size() == 2) {
                return "MAP(" + toDuckDb(parts.get(0)) + ", " + toDuckDb(parts.get(1)) + ")";
            }
        }
        if (type.startsWith("struct<") && type.endsWith(">")) {
            return struct(inside(type));
        }
        throw new IllegalArgumentException("A column's type must be one that Athena knows, not " + type);
    }

    private static String struct(String fields) {
        List<String> types = new ArrayList<>();
        for (String field : split(fields)) {
            int colon = field.indexOf(':');
            if (colon < 1 || !FIELD_NAME.matcher(field.substring(0, colon)).matches()) {
                throw new IllegalArgumentException("A field of a struct must be name:type, not " + field);
            }
            types.add('"' + field.substring(0, colon) + "\" " + toDuckDb(field.substring(colon + 1)));
        }
        return "STRUCT(" + String.join(", ", types) + ")";
    }

    private static String inside(String type) {
        return type.substring(type.indexOf('<') + 1, type.length() - 1);
    }

    /** At the commas that no bracket encloses. */
    private static List<String> split(String types) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < types.length(); i++) {
            switch (types.charAt(i)) {
                case '<', '(' -> depth++;
                case '>', ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(types.substring(from, i));
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(types.substring(from));
        return parts;
    }
}
