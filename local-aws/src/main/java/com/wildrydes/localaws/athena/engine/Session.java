package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.QueryJob.ViewSource;
import com.wildrydes.localaws.athena.engine.QueryOutcome.Done;
import com.wildrydes.localaws.athena.engine.QueryOutcome.ResultColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBConnection;

/** One query in DuckDB, which may read the data folder and nothing else, and whose settings are locked before the query is seen. */
final class Session implements AutoCloseable {

    /** Athena's name for where databases are. */
    static final String CATALOG = "awsdatacatalog";

    private final QueryJob job;
    private final TableViews tables;
    private final Connection connection;

    Session(QueryJob job) throws SQLException, IOException {
        this.job = job;
        tables = new TableViews(job);
        connection = Database.open();
        execute("ATTACH ':memory:' AS " + CATALOG);
        for (String database : job.databases()) {
            execute("CREATE SCHEMA IF NOT EXISTS " + CATALOG + "." + Sql.name(database));
        }
        JavaFunctions.register(connection);
        TrinoMacros.create(connection);
        Database.limit(connection, job.dataFolder(), job.workFolder(), job.memoryMebibytes(), job.threads());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Plans the query without reading anything. */
    QueryNeeds plan() throws SQLException, IOException {
        QueryCheck check = new QueryCheck(connection, job);
        for (String view : tables.forPlan()) {
            execute(view);
        }
        for (ViewSource view : job.views()) {
            check.check(view.sql());
            use(view.database());
            execute("CREATE VIEW " + CATALOG + "." + Sql.name(view.database()) + "." + Sql.name(view.name()) + " AS "
                    + view.sql());
        }
        use(job.database());
        execute("SET lock_configuration = true");
        check.check(job.sql());
        // So that errors speak of the query alone, not of the plan that is asked for next.
        connection.prepareStatement(job.sql()).close();
        return new PlannedPartitions(connection, job).of(job.sql());
    }

    private void use(String database) throws SQLException {
        execute("SET search_path = " + Sql.string(CATALOG + "." + Sql.name(database) + ",memory.main"));
    }

    /** Runs the query over the files and writes its result. */
    Done run(QueryFiles files) throws SQLException, IOException {
        for (String view : tables.over(files)) {
            execute(view);
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(job.sql())) {
            List<ResultColumn> columns = ResultWriter.columns(
                    rows.getMetaData(), columnNames(rows.getMetaData().getColumnCount()));
            long count = ResultWriter.write(
                    rows, columns, Path.of(job.workFolder(), QueryJob.RESULT), job.resultMebibytes());
            return new Done(columns, count);
        }
    }

    /** As Trino names columns: an expression without a name is {@code _col<place>}. Empty where a star hides the places. */
    private List<String> columnNames(int count) throws SQLException {
        String list = "'$.statements[0].node.select_list[*].";
        try (Connection other = connection.unwrap(DuckDBConnection.class).duplicate();
                PreparedStatement statement = other.prepareStatement(
                        "SELECT system.main.json_extract_string(j, " + list
                                + "class'), system.main.json_extract_string(j, " + list
                                + "alias'), system.main.json_extract_string(j, " + list
                                + "column_names[#-1]') FROM (SELECT system.main.json_serialize_sql(CAST(? AS VARCHAR)) AS j)")) {
            statement.setString(1, job.sql());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Object[] classes = (Object[]) row.getArray(1).getArray();
                Object[] aliases = (Object[]) row.getArray(2).getArray();
                Array references = row.getArray(3);
                Object[] referred = references == null ? new Object[0] : (Object[]) references.getArray();
                return names(classes, aliases, referred, count);
            }
        }
    }

    private static List<String> names(Object[] classes, Object[] aliases, Object[] referred, int count) {
        if (classes.length != count || List.of(classes).contains("STAR")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        int reference = 0;
        for (int i = 0; i < count; i++) {
            boolean isReference = classes[i].equals("COLUMN_REF");
            String column = isReference ? String.valueOf(referred[reference++]) : "_col" + i;
            String alias = String.valueOf(aliases[i]);
            names.add(alias.isEmpty() ? column.toLowerCase(Locale.ROOT) : alias);
        }
        return names;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
