package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.QueryJob.TableSource;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The views that make files look like tables. */
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

    private static String view(TableSource table, List<String> files, Map<String, String> keys) {
        return "CREATE OR REPLACE VIEW " + Session.CATALOG + "." + Sql.name(table.database()) + "."
                + Sql.name(table.name()) + " AS " + TableRows.of(table, files, keys);
    }
}
