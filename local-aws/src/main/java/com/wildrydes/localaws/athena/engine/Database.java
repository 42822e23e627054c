package com.wildrydes.localaws.athena.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** A DuckDB in memory, and what it may use. */
final class Database {

    private Database() {}

    static Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        return new DuckDBDriver().connect("jdbc:duckdb:", properties);
    }

    /** From here on it reads and writes in the two folders only, and settings that matter for that cannot be taken back. */
    static void limit(Connection connection, String dataFolder, String workFolder, int memoryMebibytes, int threads)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : List.of(
                    "TimeZone = 'UTC'",
                    "integer_division = true",
                    "preserve_insertion_order = false",
                    "threads = " + threads,
                    "memory_limit = '" + memoryMebibytes + "MiB'",
                    "temp_directory = " + Sql.string(workFolder + "/spill"),
                    "max_temp_directory_size = '2GiB'",
                    "autoinstall_known_extensions = false",
                    "autoload_known_extensions = false",
                    "allowed_directories = " + Sql.list(List.of(dataFolder + "/", workFolder + "/")),
                    "enable_external_access = false")) {
                statement.execute("SET " + setting);
            }
        }
    }
}
