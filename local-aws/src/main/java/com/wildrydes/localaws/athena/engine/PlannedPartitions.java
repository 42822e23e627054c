package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.QueryJob.TableSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which partitions a query reads, by the engine's own plan: the optimizer pushes what the query asks of partition keys down to the
 * files, through views and joins, and the plan shows it. Where that is not plain, the answer is all of them.
 */
final class PlannedPartitions {

    private static final Pattern SCAN = Pattern.compile("\"name\":\\s*\"READ_JSON\\s*\"");
    private static final Pattern FILTER = Pattern.compile("\"File Filters\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern PLAN_KEY = Pattern.compile("\\bp(\\d+)_\\d+\\b");

    private final Connection connection;
    private final QueryJob job;

    PlannedPartitions(Connection connection, QueryJob job) {
        this.connection = connection;
        this.job = job;
    }

    QueryNeeds of(String sql) throws SQLException {
        String plan = plan(sql);
        List<String> filters = FILTER.matcher(plan)
                .results()
                .map(found -> unescape(found.group(1)))
                .toList();
        boolean allFiltered = SCAN.matcher(plan).results().count() == filters.size();
        List<List<Integer>> needs = new ArrayList<>();
        for (int i = 0; i < job.tables().size(); i++) {
            needs.add(allFiltered ? matching(i, filters) : all(i));
        }
        return new QueryNeeds(needs);
    }

    private String plan(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN (FORMAT JSON) " + sql)) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(2));
            }
            return plan.toString();
        }
    }

    private static String unescape(String json) {
        return json.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
    }

    private List<Integer> all(int table) {
        return IntStream.range(0, job.tables().get(table).partitions().size())
                .boxed()
                .toList();
    }

    private List<Integer> matching(int table, List<String> filters) {
        List<String> own =
                filters.stream().filter(filter -> isOf(table, filter)).toList();
        if (own.isEmpty()) {
            return List.of();
        }
        try {
            fill(table);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT place FROM memory.main.partitions_" + table
                            + " WHERE (" + String.join(") OR (", own) + ") ORDER BY place")) {
                List<Integer> places = new ArrayList<>();
                while (rows.next()) {
                    places.add(rows.getInt(1));
                }
                return places;
            }
        } catch (SQLException e) {
            // The plan's text was not SQL after all.
            return all(table);
        }
    }

    private static boolean isOf(int table, String filter) {
        Matcher keys = PLAN_KEY.matcher(filter);
        return keys.results().anyMatch(key -> key.group(1).equals(String.valueOf(table)));
    }

    private void fill(int index) throws SQLException {
        TableSource table = job.tables().get(index);
        StringBuilder columns = new StringBuilder("place INTEGER");
        StringBuilder places = new StringBuilder("?");
        for (int k = 0; k < table.partitionKeys().size(); k++) {
            columns.append(", ")
                    .append(TableViews.planKey(index, k))
                    .append(' ')
                    .append(table.partitionKeys().get(k).type());
            places.append(", ?");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE memory.main.partitions_" + index + "(" + columns + ")");
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO memory.main.partitions_" + index + " VALUES (" + places + ")")) {
            for (int place = 0; place < table.partitions().size(); place++) {
                insert.setInt(1, place);
                for (int k = 0; k < table.partitionKeys().size(); k++) {
                    insert.setString(k + 2, table.partitions().get(place).get(k));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
