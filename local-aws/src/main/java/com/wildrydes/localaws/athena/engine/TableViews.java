package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.QueryJob.ColumnSource;
import com.wildrydes.localaws.athena.engine.QueryJob.TableSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The views that make files of JSON lines look like tables. */
final class TableViews {

    private final QueryJob job;

    TableViews(QueryJob job) {
        this.job = job;
    }

    /**
     * Tables over an empty file for each partition: enough to plan the query and see which partitions it reads, with nothing read.
     * Their keys have names of their own, {@link #planKey}, so that the plan tells whose they are.
     */
    List<String> forPlan() throws IOException {
        List<String> views = new ArrayList<>();
        for (int i = 0; i < job.tables().size(); i++) {
            TableSource table = job.tables().get(i);
            Map<String, String> keys = new LinkedHashMap<>();
            for (int k = 0; k < table.partitionKeys().size(); k++) {
                keys.put(planKey(i, k), table.partitionKeys().get(k).type());
            }
            List<String> files = new ArrayList<>();
            for (List<String> values : table.partitions()) {
                Path folder = Path.of(job.workFolder(), "plan", String.valueOf(i));
                for (int k = 0; k < values.size(); k++) {
                    folder = folder.resolve(planKey(i, k) + "=" + folderName(values.get(k)));
                }
                files.add(Files.createFile(Files.createDirectories(folder).resolve("empty.json"))
                        .toString());
            }
            views.add(view(table, files, keys));
        }
        return views;
    }

    static String planKey(int table, int key) {
        return "p" + table + "_" + key;
    }

    static String folderName(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /** Tables over the files themselves. */
    List<String> over(QueryFiles files) {
        List<String> views = new ArrayList<>();
        for (int i = 0; i < job.tables().size(); i++) {
            TableSource table = job.tables().get(i);
            Map<String, String> keys = new LinkedHashMap<>();
            table.partitionKeys().forEach(key -> keys.put(key.name(), key.type()));
            views.add(view(table, files.files().get(i), keys));
        }
        return views;
    }

    private String view(TableSource table, List<String> files, Map<String, String> keys) {
        String body = files.isEmpty()
                ? nothing(table)
                : bySpelling(table, files).entrySet().stream()
                        .map(group -> select(table, group.getKey(), group.getValue(), keys))
                        .collect(Collectors.joining(" UNION ALL "));
        return "CREATE OR REPLACE VIEW " + Session.CATALOG + "." + Sql.name(table.database()) + "."
                + Sql.name(table.name()) + " AS " + body;
    }

    private static String nothing(TableSource table) {
        List<String> columns = new ArrayList<>();
        for (List<ColumnSource> some : List.of(table.columns(), table.partitionKeys())) {
            some.forEach(column -> columns.add("NULL::" + column.type() + " AS " + Sql.name(column.name())));
        }
        return "SELECT " + String.join(", ", columns) + " WHERE false";
    }

    private static String select(
            TableSource table, List<String> jsonKeys, Collection<String> files, Map<String, String> partitionKeys) {
        List<String> types = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            ColumnSource column = table.columns().get(i);
            types.add(Sql.string(jsonKeys.get(i)) + ": " + Sql.string(column.type()));
            selected.add(Sql.name(jsonKeys.get(i)) + " AS " + Sql.name(column.name()));
        }
        List<String> hive = new ArrayList<>();
        int k = 0;
        for (Map.Entry<String, String> key : partitionKeys.entrySet()) {
            hive.add(Sql.string(key.getKey()) + ": " + Sql.string(key.getValue()));
            selected.add(Sql.name(key.getKey()) + " AS "
                    + Sql.name(table.partitionKeys().get(k++).name()));
        }
        return "SELECT " + String.join(", ", selected) + " FROM read_json(" + Sql.list(files)
                + ", format = 'newline_delimited', columns = {" + String.join(", ", types) + "}"
                + (hive.isEmpty()
                        ? ", hive_partitioning = false"
                        : ", hive_partitioning = true, hive_types = {" + String.join(", ", hive) + "}")
                + ", ignore_errors = " + table.ignoresMalformedLines() + ")";
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
