package com.wildrydes.localaws.athena.engine;

import java.io.Serializable;
import java.util.List;

/**
 * What the query's process is told first.
 *
 * @param database what names without one belong to
 * @param databases every database
 * @param tables those that the query may read
 * @param views those that the query may read, each after those that it reads itself
 * @param sql one query
 * @param dataFolder what the engine may read, beside its work folder
 * @param workFolder the process's own; its parent removes it
 * @param memoryMebibytes the engine's own limit
 * @param threads as many the engine uses
 * @param resultMebibytes the most that the result may take
 */
public record QueryJob(
        String database,
        List<String> databases,
        List<TableSource> tables,
        List<ViewSource> views,
        String sql,
        String dataFolder,
        String workFolder,
        int memoryMebibytes,
        int threads,
        int resultMebibytes)
        implements Serializable {

    /** The result's file in the work folder. */
    public static final String RESULT = "result.csv";

    public QueryJob {
        databases = List.copyOf(databases);
        tables = List.copyOf(tables);
        views = List.copyOf(views);
    }

    /**
     * A table to be.
     *
     * @param partitions the values of the keys of each partition; one without values for a table that has no keys
     */
    public record TableSource(
            String database,
            String name,
            List<ColumnSource> columns,
            List<ColumnSource> partitionKeys,
            List<List<String>> partitions,
            boolean ignoresMalformedLines)
            implements Serializable {

        public TableSource {
            columns = List.copyOf(columns);
            partitionKeys = List.copyOf(partitionKeys);
            partitions = partitions.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A column to be.
     *
     * @param type as DuckDB writes it
     * @param key what it is called in the JSON; empty to find that out, whatever its case
     */
    public record ColumnSource(String name, String type, String key) implements Serializable {}

    /** A view to be. */
    public record ViewSource(String database, String name, String sql) implements Serializable {}
}
