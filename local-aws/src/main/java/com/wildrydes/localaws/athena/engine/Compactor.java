package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.CompactionJob.Part;
import com.wildrydes.localaws.athena.engine.QueryOutcome.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Writes the rows of partitions into Parquet files. */
final class Compactor {

    private Compactor() {}

    /** Leaves out a partition that cannot be read: the query that reads it says why. */
    static Done run(CompactionJob job) throws SQLException, IOException {
        long written = 0;
        try (Connection connection = Database.open();
                Statement statement = connection.createStatement()) {
            Database.limit(connection, job.dataFolder(), job.workFolder(), job.memoryMebibytes(), job.threads());
            for (Part part : job.parts()) {
                Path target = Path.of(part.target());
                Path partial = target.resolveSibling(target.getFileName() + ".partial");
                try {
                    statement.execute("COPY (" + TableRows.withoutKeys(job.table(), part.files()) + ") TO "
                            + Sql.string(partial.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
                    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    written++;
                } catch (SQLException e) {
                    Files.deleteIfExists(partial);
                    System.err.println(target + " could not be written: " + e.getMessage());
                }
            }
        }
        return new Done(List.of(), written);
    }
}
