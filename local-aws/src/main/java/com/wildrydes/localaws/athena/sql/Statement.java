package com.wildrydes.localaws.athena.sql;

import com.wildrydes.localaws.athena.catalogue.Table;
import com.wildrydes.localaws.athena.catalogue.TableName;
import com.wildrydes.localaws.athena.catalogue.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement asks for. */
public sealed interface Statement {

    /** Read by the engine. */
    record Query(String sql, List<Token> tokens) implements Statement {}

    record CreateDatabase(String name, boolean ifNotExists) implements Statement {}

    record DropDatabase(String name, boolean ifExists, boolean cascade) implements Statement {}

    record CreateTable(Table table, boolean ifNotExists) implements Statement {}

    record CreateView(View view, boolean orReplace) implements Statement {}

    record DropTable(TableName name, boolean ifExists) implements Statement {}

    record DropView(TableName name, boolean ifExists) implements Statement {}

    record ShowDatabases() implements Statement {}

    /** @param pattern a regular expression, in which {@code *} stands for any characters, or null for all */
    record ShowTables(String database, @Nullable String pattern, boolean viewsOnly) implements Statement {}

    record ShowColumns(TableName name) implements Statement {}

    record ShowPartitions(TableName name) implements Statement {}

    record ShowCreate(TableName name) implements Statement {}

    record Describe(TableName name) implements Statement {}

    /** Accepted and without effect: the partitions are found in S3 with every query. */
    record RepairTable(TableName name) implements Statement {}
}
