package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.QueryJob.TableSource;
import com.wildrydes.localaws.athena.engine.QueryJob.ViewSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Whether SQL is one query over the job's tables and nothing else, by DuckDB's own syntax tree: no other statement, no file, nothing
 * that tells about the engine. DuckDB must be open for the macros to be made, so its own functions are named in full.
 */
final class QueryCheck {

    private static final Set<String> TABLE_FUNCTIONS = Set.of("unnest", "generate_series", "range");
    private static final Set<String> REFUSED_FUNCTIONS =
            Set.of("getenv", "current_setting", "getvariable", "write_log");

    private static final String SUMMARY = "SELECT j ->> '$.error', j ->> '$.error_message',"
            + " system.main.json_array_length(j, '$.statements')"
            + " FROM (SELECT system.main.json_serialize_sql(CAST(? AS VARCHAR)) AS j)";

    private static final String NODES = "SELECT key, value ->> '$', path"
            + " FROM json_tree(system.main.json_serialize_sql(CAST(? AS VARCHAR)))"
            + " WHERE key IN ('type', 'function_name', 'catalog_name', 'schema_name', 'table_name')"
            + " OR key = 'key' AND path LIKE '%.cte_map.map[%' ORDER BY key = 'table_name'";

    private final Connection connection;
    private final Set<String> schemas;
    private final Set<String> tables = new HashSet<>();

    QueryCheck(Connection connection, QueryJob job) {
        this.connection = connection;
        schemas = Set.copyOf(job.databases());
        job.tables().stream().map(TableSource::name).forEach(tables::add);
        job.views().stream().map(ViewSource::name).forEach(tables::add);
    }

    /** @throws SQLException with a message for the person who wrote it */
    void check(String sql) throws SQLException {
        checkIsOneQuery(sql);
        Set<String> known = new HashSet<>(tables);
        try (PreparedStatement statement = connection.prepareStatement(NODES)) {
            statement.setString(1, sql);
            try (ResultSet nodes = statement.executeQuery()) {
                while (nodes.next()) {
                    String value = nodes.getString(2);
                    checkNode(nodes.getString(1), value == null ? "" : value, nodes.getString(3), known);
                }
            }
        }
    }

    private void checkIsOneQuery(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SUMMARY)) {
            statement.setString(1, sql);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    String error = row.getString(2);
                    throw new SQLException("Parser Error: "
                            + (error.startsWith("Only SELECT")
                                    ? "Only one query, and nothing else, can be run"
                                    : error));
                }
                if (row.getInt(3) != 1) {
                    throw new SQLException("Parser Error: Only one sql statement is allowed");
                }
            }
        }
    }

    /** @param known the names of tables, to which those that WITH gives are added; they come first */
    private void checkNode(String key, String text, String path, Set<String> known) throws SQLException {
        String name = text.toLowerCase(Locale.ROOT);
        switch (key) {
            case "key" -> known.add(name);
            case "type" -> {
                if (text.equals("SHOW_REF") || text.equals("PIVOT")) {
                    throw new SQLException("Parser Error: Only one query, and nothing else, can be run");
                }
            }
            case "function_name" -> {
                boolean isTable = path.endsWith(".function");
                if (isTable ? !TABLE_FUNCTIONS.contains(name) : REFUSED_FUNCTIONS.contains(name)) {
                    throw new SQLException("Permission Error: The function " + name + " must not be called");
                }
            }
            case "catalog_name" -> {
                if (!name.isEmpty() && !name.equals(Session.CATALOG)) {
                    throw new SQLException("Catalog Error: Catalog '" + name + "' does not exist");
                }
            }
            case "schema_name" -> {
                if (!name.isEmpty() && !schemas.contains(name)) {
                    throw new SQLException("Catalog Error: Schema '" + name + "' does not exist");
                }
            }
            default -> {
                if (!known.contains(name)) {
                    throw new SQLException("Catalog Error: Table '" + name + "' does not exist");
                }
            }
        }
    }
}
