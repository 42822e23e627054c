package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.QueryOutcome.ResultColumn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Writes a result as Athena does: CSV, a header, every value in double quotes and nothing for a null. */
final class ResultWriter {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final HexFormat BYTES = HexFormat.ofDelimiter(" ");

    private static final int LOOK_EVERY_ROWS = 1_000;

    private ResultWriter() {}

    /** @return the number of rows */
    static long write(ResultSet rows, List<ResultColumn> columns, Path file, int mostMebibytes)
            throws SQLException, IOException {
        long count = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int i = 0; i < columns.size(); i++) {
                cell(columns.get(i).name(), i, out);
            }
            out.write('\n');
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    Object value = rows.getObject(i + 1);
                    cell(value == null ? null : text(value, columns.get(i)), i, out);
                }
                out.write('\n');
                count++;
                if (count % LOOK_EVERY_ROWS == 0 && Files.size(file) >> 20 >= mostMebibytes) {
                    throw new SQLException(
                            "Out of Memory Error: the result takes more than " + mostMebibytes + " MiB; use LIMIT");
                }
            }
        }
        return count;
    }

    private static void cell(@Nullable String text, int column, Writer out) throws IOException {
        if (column > 0) {
            out.write(',');
        }
        if (text != null) {
            out.write('"');
            out.write(text.indexOf('"') < 0 ? text : text.replace("\"", "\"\""));
            out.write('"');
        }
    }

    private static String text(Object value, ResultColumn column) throws SQLException {
        return column.type().startsWith("interval") ? Intervals.text(value.toString()) : text(value);
    }

    private static String text(@Nullable Object value) throws SQLException {
        if (value instanceof LocalDateTime time) {
            return TIMESTAMP.format(time);
        }
        if (value instanceof Timestamp time) {
            return TIMESTAMP.format(time.toLocalDateTime());
        }
        if (value instanceof OffsetDateTime time) {
            return TIMESTAMP.format(time.withOffsetSameInstant(ZoneOffset.UTC)) + " UTC";
        }
        if (value instanceof LocalTime time) {
            return TIME.format(time);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Blob blob) {
            return BYTES.formatHex(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof Array array) {
            List<String> elements = new ArrayList<>();
            for (Object element : (Object[]) array.getArray()) {
                elements.add(text(element));
            }
            return "[" + String.join(", ", elements) + "]";
        }
        if (value instanceof DuckDBStruct struct) {
            return struct(struct);
        }
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                entries.add(text(entry.getKey()) + "=" + text(entry.getValue()));
            }
            return "{" + String.join(", ", entries) + "}";
        }
        return String.valueOf(value);
    }

    private static String struct(DuckDBStruct struct) throws SQLException {
        Object[] values = struct.getAttributes();
        List<String> names = List.copyOf(struct.getMap().keySet());
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            // Fields without a name are all called by nothing.
            String name = names.size() == values.length && !names.get(i).isEmpty() ? names.get(i) : "field" + i;
            fields.add(name + "=" + text(values[i]));
        }
        return "{" + String.join(", ", fields) + "}";
    }

    /** @param names as the query calls its columns; empty where the engine's names hold */
    static List<ResultColumn> columns(ResultSetMetaData meta, List<String> names) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String name = names.isEmpty() ? meta.getColumnLabel(i) : names.get(i - 1);
            columns.add(new ResultColumn(name, athenaType(meta.getColumnTypeName(i))));
        }
        return columns;
    }

    private static String athenaType(String type) {
        if (type.endsWith("[]")) {
            return "array";
        }
        String simple = type.replaceAll("\\(.*", "");
        return switch (simple) {
            case "TINYINT", "UTINYINT" -> "tinyint";
            case "SMALLINT" -> "smallint";
            case "INTEGER", "USMALLINT" -> "integer";
            // Sums of integers: Trino keeps them in 64 bits.
            case "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT" -> "bigint";
            case "FLOAT" -> "float";
            case "DOUBLE" -> "double";
            case "BOOLEAN" -> "boolean";
            case "DATE" -> "date";
            case "TIME" -> "time";
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> "timestamp";
            case "TIMESTAMP WITH TIME ZONE" -> "timestamp with time zone";
            case "BLOB" -> "varbinary";
            case "DECIMAL" -> "decimal";
            case "STRUCT" -> "row";
            case "MAP" -> "map";
            case "INTERVAL" -> "interval day to second";
            default -> Arrays.asList("JSON", "UUID").contains(simple) ? simple.toLowerCase(Locale.ROOT) : "varchar";
        };
    }
}
