package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.QueryJob.ColumnSource;
import com.wildrydes.localaws.athena.engine.QueryJob.TableSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The queries that make a table's rows of its files: JSON lines, and Parquet that was made of such lines. */
final class TableRows {

    private static final String PARQUET = ".parquet";

    private TableRows() {}

    /** @param keys the types of the partition keys by the names that they have in the files' paths, in the table's order */
    static String of(TableSource table, List<String> files, Map<String, String> keys) {
        List<String> parquet =
                files.stream().filter(file -> file.endsWith(PARQUET)).toList();
        List<String> lines =
                files.stream().filter(file -> !file.endsWith(PARQUET)).toList();
        List<String> parts = new ArrayList<>();
        if (!parquet.isEmpty()) {
            parts.add(ofParquet(table, parquet, keys));
        }
        bySpelling(table, lines).forEach((jsonKeys, some) -> parts.add(ofLines(table, jsonKeys, some, keys)));
        return parts.isEmpty() ? nothing(table) : String.join(" UNION ALL ", parts);
    }

    /** The rows of files of one partition, without the columns that its keys are. */
    static String withoutKeys(TableSource table, List<String> lines) {
        return bySpelling(table, lines).entrySet().stream()
                .map(group -> ofLines(table, group.getKey(), group.getValue(), Map.of()))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static String nothing(TableSource table) {
        List<String> columns = new ArrayList<>();
        for (List<ColumnSource> some : List.of(table.columns(), table.partitionKeys())) {
            some.forEach(column -> columns.add("NULL::" + column.type() + " AS " + Sql.name(column.name())));
        }
        return "SELECT " + String.join(", ", columns) + " WHERE false";
    }

    private static String ofParquet(TableSource table, List<String> files, Map<String, String> keys) {
        List<String> selected = new ArrayList<>();
        table.columns().forEach(column -> selected.add(Sql.name(column.name())));
        selected.addAll(keyColumns(table, keys));
        return "SELECT " + String.join(", ", selected) + " FROM read_parquet(" + Sql.list(files) + hive(keys) + ")";
    }

    private static String ofLines(
            TableSource table, List<String> jsonKeys, Collection<String> files, Map<String, String> keys) {
        List<String> types = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            ColumnSource column = table.columns().get(i);
            types.add(Sql.string(jsonKeys.get(i)) + ": " + Sql.string(column.type()));
            selected.add(Sql.name(jsonKeys.get(i)) + " AS " + Sql.name(column.name()));
        }
        selected.addAll(keyColumns(table, keys));
        return "SELECT " + String.join(", ", selected) + " FROM read_json(" + Sql.list(files)
                + ", format = 'newline_delimited', columns = {" + String.join(", ", types) + "}" + hive(keys)
                + ", ignore_errors = " + table.ignoresMalformedLines() + ")";
    }

    private static List<String> keyColumns(TableSource table, Map<String, String> keys) {
        List<String> selected = new ArrayList<>();
        int k = 0;
        for (String inPath : keys.keySet()) {
            selected.add(Sql.name(inPath) + " AS "
                    + Sql.name(table.partitionKeys().get(k++).name()));
        }
        return selected;
    }

    private static String hive(Map<String, String> keys) {
        if (keys.isEmpty()) {
            return ", hive_partitioning = false";
        }
        return keys.entrySet().stream()
                .map(key -> Sql.string(key.getKey()) + ": " + Sql.string(key.getValue()))
                .collect(Collectors.joining(", ", ", hive_partitioning = true, hive_types = {", "}"));
    }

    /** The files, put together by how they spell the columns' keys: all in one group, unless writers differ. */
    private static Map<List<String>, List<String>> bySpelling(TableSource table, List<String> files) {
        Map<String, Map<String, String>> spellings = new LinkedHashMap<>();
        Map<String, String> anywhere = new HashMap<>();
        for (String file : files) {
            try {
                Map<String, String> keys = JsonKeys.in(Path.of(file));
                spellings.put(file, keys);
                keys.forEach(anywhere::putIfAbsent);
            } catch (IOException e) {
                throw new UncheckedIOException("The object's copy " + file + " must be readable", e);
            }
        }
        Map<List<String>, List<String>> groups = new LinkedHashMap<>();
        spellings.forEach((file, keys) -> {
            List<String> jsonKeys = table.columns().stream()
                    .map(column -> column.key().isEmpty()
                            ? keys.getOrDefault(column.name(), anywhere.getOrDefault(column.name(), column.name()))
                            : column.key())
                    .toList();
            groups.computeIfAbsent(jsonKeys, same -> new ArrayList<>()).add(file);
        });
        return groups;
    }
}
