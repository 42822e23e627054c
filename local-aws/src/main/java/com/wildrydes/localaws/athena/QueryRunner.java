package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.catalogue.Catalogue;
import com.wildrydes.localaws.athena.catalogue.Column;
import com.wildrydes.localaws.athena.catalogue.HiveType;
import com.wildrydes.localaws.athena.catalogue.Partition;
import com.wildrydes.localaws.athena.catalogue.PartitionLayout;
import com.wildrydes.localaws.athena.catalogue.Table;
import com.wildrydes.localaws.athena.catalogue.View;
import com.wildrydes.localaws.athena.engine.QueryFiles;
import com.wildrydes.localaws.athena.engine.QueryJob;
import com.wildrydes.localaws.athena.engine.QueryJob.ColumnSource;
import com.wildrydes.localaws.athena.engine.QueryJob.TableSource;
import com.wildrydes.localaws.athena.engine.QueryJob.ViewSource;
import com.wildrydes.localaws.athena.engine.QueryNeeds;
import com.wildrydes.localaws.athena.engine.QueryOutcome;
import com.wildrydes.localaws.athena.sql.SqlException;
import com.wildrydes.localaws.athena.sql.TrinoSyntax;
import com.wildrydes.localaws.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Runs a query: which tables, which of their partitions, which objects; then the engine over copies of those. */
final class QueryRunner implements AutoCloseable {

    private final Catalogue catalogue;
    private final ObjectStore objects;
    private final ObjectCache cache;
    private final ClosedPartitions closed;
    private final Clock clock;
    private final Parallel parallel = new Parallel();

    QueryRunner(Catalogue catalogue, ObjectStore objects, ObjectCache cache, EngineProcesses engines, Clock clock) {
        this.catalogue = catalogue;
        this.objects = objects;
        this.cache = cache;
        closed = new ClosedPartitions(engines, cache.folder());
        this.clock = clock;
    }

    /** What a query read and what it answered, in the work folder. */
    record Result(QueryOutcome.Done outcome, long scannedBytes) {}

    /**
     * Runs the query in the process.
     *
     * @param scannedBytesLimit 0 for none
     * @throws SqlException when the query cannot be run, or fails
     */
    Result run(
            String sql,
            String database,
            long scannedBytesLimit,
            EngineProcess engine,
            EngineLimits limits,
            Path workFolder)
            throws IOException {
        return closed.whileReading(() -> {
            References references = References.of(sql, catalogue);
            List<List<Partition>> partitions = new ArrayList<>();
            for (Table table : references.tables()) {
                partitions.add(layout(table).find(objects, clock.instant()));
            }
            QueryJob job = job(sql, database, references, partitions, limits, workFolder);
            QueryNeeds needs = engine.plan(job);
            List<TableFiles> tables = new ArrayList<>();
            for (int i = 0; i < references.tables().size(); i++) {
                tables.add(TableFiles.list(
                        cache,
                        references.tables().get(i),
                        partitions.get(i),
                        needs.partitions().get(i),
                        parallel));
            }
            long scanned = tables.stream().mapToLong(TableFiles::scannedBytes).sum();
            if (scannedBytesLimit > 0 && scanned > scannedBytesLimit) {
                throw new SqlException("Bytes scanned limit was exceeded: the query would read " + scanned
                        + " bytes, the work group allows " + scannedBytesLimit);
            }
            List<List<String>> files = new ArrayList<>();
            for (TableFiles table : tables) {
                files.add(table.fetch());
            }
            Result result = new Result(engine.run(new QueryFiles(files)), scanned);
            for (int i = 0; i < tables.size(); i++) {
                closed.write(job.tables().get(i), tables.get(i).toBeWritten());
            }
            return result;
        });
    }

    /** What a query would return, without reading anything. */
    List<Column> columns(String sql, String database, EngineProcess engine, EngineLimits limits, Path workFolder)
            throws IOException {
        References references = References.of(sql, catalogue);
        List<List<Partition>> none =
                references.tables().stream().map(table -> List.<Partition>of()).toList();
        engine.plan(job(sql, database, references, none, limits, workFolder));
        List<List<String>> noFiles =
                references.tables().stream().map(table -> List.<String>of()).toList();
        return engine.run(new QueryFiles(noFiles)).columns().stream()
                .map(column -> new Column(column.name(), column.type()))
                .toList();
    }

    private static PartitionLayout layout(Table table) {
        try {
            return PartitionLayout.of(table);
        } catch (IllegalArgumentException e) {
            throw new SqlException("INVALID_TABLE_PROPERTY: " + e.getMessage());
        }
    }

    private QueryJob job(
            String sql,
            String database,
            References references,
            List<List<Partition>> partitions,
            EngineLimits limits,
            Path workFolder) {
        List<TableSource> tables = new ArrayList<>();
        for (int i = 0; i < references.tables().size(); i++) {
            Table table = references.tables().get(i);
            tables.add(new TableSource(
                    table.name().database(),
                    table.name().table(),
                    table.columns().stream()
                            .map(column -> source(column, table.mappedKey(column.name())))
                            .toList(),
                    table.partitionKeys().stream()
                            .map(column -> source(column, ""))
                            .toList(),
                    partitions.get(i).stream().map(Partition::values).toList(),
                    table.ignoresMalformedLines()));
        }
        List<ViewSource> views = new ArrayList<>();
        for (View view : references.views()) {
            views.add(new ViewSource(view.name().database(), view.name().table(), TrinoSyntax.toEngine(view.sql())));
        }
        return new QueryJob(
                database,
                catalogue.databases(),
                tables,
                views,
                TrinoSyntax.toEngine(sql),
                cache.folder().toString(),
                workFolder.toString(),
                limits.memoryMebibytes(),
                limits.threads(),
                limits.resultMebibytes());
    }

    private static ColumnSource source(Column column, String key) {
        return new ColumnSource(column.name(), HiveType.toDuckDb(column.type()), key);
    }

    @Override
    public void close() {
        closed.close();
        parallel.close();
    }
}
