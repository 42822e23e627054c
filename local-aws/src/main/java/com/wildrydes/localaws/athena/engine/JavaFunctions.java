package com.wildrydes.localaws.athena.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What Trino's functions do that DuckDB has nothing like, in Java: of texts, to a text. The macros call them by these names and turn
 * values of other types into text and back. A null among the arguments makes the result null.
 */
final class JavaFunctions {

    /** Of texts, none of which is null. */
    interface OfTexts {
        @Nullable
        String of(String[] arguments);
    }

    private static final Map<String, OfTexts> ALL = new TreeMap<>();

    static {
        ALL.put("java_regexp_like", a -> String.valueOf(RegularExpressions.isIn(a[0], a[1])));
        ALL.put("java_regexp_extract", a -> RegularExpressions.first(a[0], a[1], Integer.parseInt(a[2])));
        ALL.put("java_regexp_all", a -> RegularExpressions.all(a[0], a[1], Integer.parseInt(a[2])));
        ALL.put("java_regexp_replace", a -> RegularExpressions.replace(a[0], a[1], a[2]));
        ALL.put("java_regexp_split", a -> RegularExpressions.split(a[0], a[1]));
        ALL.put("java_regexp_count", a -> String.valueOf(RegularExpressions.count(a[0], a[1])));
        ALL.put(
                "java_regexp_position",
                a -> String.valueOf(
                        RegularExpressions.position(a[0], a[1], Integer.parseInt(a[2]), Integer.parseInt(a[3]))));
        ALL.put("java_date_parse", a -> MySqlDates.parse(a[0], a[1]));
        ALL.put("java_date_format", a -> MySqlDates.format(a[0], a[1]));
        ALL.put("java_parse_datetime", a -> JodaDates.parse(a[0], a[1]));
        ALL.put("java_format_datetime", a -> JodaDates.format(a[0], a[1]));
        ALL.put("java_iso_date", a -> Texts.isoDate(a[0]));
        ALL.put("java_double", a -> Texts.ofDouble(a[0]));
        ALL.put("java_real", a -> Texts.ofReal(a[0]));
        ALL.put("java_seconds", a -> Texts.ofSeconds(Double.parseDouble(a[0])));
        ALL.put("java_normalize", a -> Texts.normalized(a[0], a[1]));
        ALL.put("java_strpos", a -> String.valueOf(Texts.position(a[0], a[1], Integer.parseInt(a[2]))));
        ALL.put("java_split", a -> Texts.split(a[0], a[1], Integer.parseInt(a[2])));
    }

    private JavaFunctions() {}

    static void register(Connection connection) throws SQLException {
        for (Map.Entry<String, OfTexts> function : ALL.entrySet()) {
            OfTexts ofTexts = function.getValue();
            try (DuckDBLogicalType text = DuckDBLogicalType.of(DuckDBColumnType.VARCHAR);
                    DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
                builder.withName(function.getKey())
                        .withVarArgs(text)
                        .withReturnType(DuckDBColumnType.VARCHAR)
                        .withVarArgsFunction(arguments -> apply(ofTexts, arguments))
                        .register(connection);
            }
        }
    }

    private static @Nullable String apply(OfTexts function, Object[] arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            if (arguments[i] == null) {
                return null;
            }
            texts[i] = (String) arguments[i];
        }
        return function.of(texts);
    }
}
