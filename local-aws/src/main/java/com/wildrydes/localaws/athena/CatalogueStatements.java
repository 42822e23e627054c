package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.catalogue.Catalogue;
import com.wildrydes.localaws.athena.catalogue.Column;
import com.wildrydes.localaws.athena.catalogue.PartitionLayout;
import com.wildrydes.localaws.athena.catalogue.Table;
import com.wildrydes.localaws.athena.catalogue.TableName;
import com.wildrydes.localaws.athena.catalogue.View;
import com.wildrydes.localaws.athena.sql.SqlException;
import com.wildrydes.localaws.athena.sql.Statement;
import com.wildrydes.localaws.objects.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the statements that change or show the catalogue. */
final class CatalogueStatements {

    private final Catalogue catalogue;
    private final ObjectStore objects;
    private final Clock clock;

    CatalogueStatements(Catalogue catalogue, ObjectStore objects, Clock clock) {
        this.catalogue = catalogue;
        this.objects = objects;
        this.clock = clock;
    }

    /** @param columns none for a statement that only changes something */
    record Answer(List<Column> columns, List<String> lines) {

        static final Answer NONE = new Answer(List.of(), List.of());

        static Answer of(String column, List<String> lines) {
            return new Answer(List.of(new Column(column, "string")), lines);
        }
    }

    /** Finds out what a view returns, so that one that cannot be read is not created. */
    interface ViewCheck {
        List<Column> columns(View view) throws IOException;
    }

    /** @throws SqlException when the statement cannot be carried out */
    Answer run(Statement statement, ViewCheck check) throws IOException {
        if (statement instanceof Statement.CreateDatabase create) {
            if (!catalogue.createDatabase(create.name()) && !create.ifNotExists()) {
                throw new SqlException("FAILED: Database " + create.name() + " already exists");
            }
        } else if (statement instanceof Statement.DropDatabase drop) {
            dropDatabase(drop);
        } else if (statement instanceof Statement.CreateTable create) {
            createTable(create);
        } else if (statement instanceof Statement.CreateView create) {
            createView(create, check);
        } else if (statement instanceof Statement.DropTable drop) {
            if (!catalogue.dropTable(drop.name()) && !drop.ifExists()) {
                throw missing(drop.name());
            }
        } else if (statement instanceof Statement.DropView drop) {
            if (!catalogue.dropView(drop.name()) && !drop.ifExists()) {
                throw missing(drop.name());
            }
        } else if (statement instanceof Statement.RepairTable repair) {
            table(repair.name());
        } else {
            return show(statement);
        }
        return Answer.NONE;
    }

    private void dropDatabase(Statement.DropDatabase drop) {
        boolean holdsSomething = Stream.concat(
                        catalogue.tables().stream().map(Table::name),
                        catalogue.views().stream().map(View::name))
                .anyMatch(name -> name.database().equals(drop.name()));
        if (holdsSomething && !drop.cascade()) {
            throw new SqlException("FAILED: Database " + drop.name() + " is not empty. One or more tables exist.");
        }
        if (!catalogue.dropDatabase(drop.name()) && !drop.ifExists()) {
            throw new SqlException("FAILED: Database does not exist: " + drop.name());
        }
    }

    private void createTable(Statement.CreateTable create) {
        Table table = create.table();
        requireDatabase(table.name());
        if (catalogue.exists(table.name())) {
            if (create.ifNotExists()) {
                return;
            }
            throw new SqlException("FAILED: Table " + table.name() + " already exists");
        }
        try {
            PartitionLayout.of(table);
        } catch (IllegalArgumentException e) {
            throw new SqlException("INVALID_TABLE_PROPERTY: " + e.getMessage());
        }
        catalogue.put(table);
    }

    private void createView(Statement.CreateView create, ViewCheck check) throws IOException {
        View view = create.view();
        requireDatabase(view.name());
        if (catalogue.table(view.name()).isPresent()
                || catalogue.view(view.name()).isPresent() && !create.orReplace()) {
            throw new SqlException("ALREADY_EXISTS: " + view.name() + " already exists");
        }
        catalogue.put(view.withColumns(check.columns(view)));
    }

    private void requireDatabase(TableName name) {
        if (!catalogue.databases().contains(name.database())) {
            throw new SqlException("SCHEMA_NOT_FOUND: Database " + name.database() + " does not exist");
        }
    }

    private Table table(TableName name) {
        return catalogue.table(name).orElseThrow(() -> missing(name));
    }

    private static SqlException missing(TableName name) {
        return new SqlException("TABLE_NOT_FOUND: " + name + " does not exist");
    }

    private Answer show(Statement statement) throws IOException {
        if (statement instanceof Statement.ShowDatabases) {
            return Answer.of("database_name", catalogue.databases());
        }
        if (statement instanceof Statement.ShowTables show) {
            return Answer.of(show.viewsOnly() ? "views" : "tab_name", names(show));
        }
        if (statement instanceof Statement.ShowColumns show) {
            return Answer.of(
                    "field", columns(show.name()).stream().map(Column::name).toList());
        }
        if (statement instanceof Statement.ShowPartitions show) {
            return Answer.of("partition", partitions(table(show.name())));
        }
        if (statement instanceof Statement.ShowCreate show) {
            return Answer.of("createtab_stmt", ddl(show.name()).lines().toList());
        }
        if (statement instanceof Statement.Describe describe) {
            return new Answer(
                    List.of(
                            new Column("col_name", "string"),
                            new Column("data_type", "string"),
                            new Column("comment", "string")),
                    described(describe.name()));
        }
        throw new IllegalArgumentException("Not a statement about the catalogue: " + statement);
    }

    private List<String> names(Statement.ShowTables show) {
        Stream<TableName> views = catalogue.views().stream().map(View::name);
        Stream<TableName> all = show.viewsOnly()
                ? views
                : Stream.concat(catalogue.tables().stream().map(Table::name), views);
        return all.filter(name -> name.database().equals(show.database()))
                .map(TableName::table)
                .filter(name -> matches(name, show.pattern()))
                .sorted()
                .toList();
    }

    private static boolean matches(String name, @Nullable String pattern) {
        return pattern == null || Pattern.matches(pattern.replace("*", ".*"), name);
    }

    private List<Column> columns(TableName name) {
        if (catalogue.view(name).isPresent()) {
            return catalogue.view(name).get().columns();
        }
        Table table = table(name);
        List<Column> columns = new ArrayList<>(table.columns());
        columns.addAll(table.partitionKeys());
        return columns;
    }

    private List<String> partitions(Table table) throws IOException {
        return PartitionLayout.of(table).find(objects, clock.instant()).stream()
                .map(partition -> {
                    List<String> pairs = new ArrayList<>();
                    for (int i = 0; i < partition.values().size(); i++) {
                        pairs.add(table.partitionKeys().get(i).name() + "="
                                + partition.values().get(i));
                    }
                    return String.join("/", pairs);
                })
                .toList();
    }

    private String ddl(TableName name) {
        return catalogue
                .view(name)
                .map(view -> "CREATE VIEW " + view.name() + " AS\n" + view.sql())
                .orElseGet(() -> table(name).ddl());
    }

    private List<String> described(TableName name) {
        List<String> lines = new ArrayList<>();
        columns(name).forEach(column -> lines.add(column.name() + "\t" + column.type() + "\t"));
        catalogue
                .table(name)
                .map(Table::partitionKeys)
                .filter(keys -> !keys.isEmpty())
                .ifPresent(keys -> {
                    lines.add("\t\t");
                    lines.add("# Partition Information\t\t");
                    lines.add("# col_name\tdata_type\tcomment");
                    keys.forEach(key -> lines.add(key.name() + "\t" + key.type() + "\t"));
                });
        return lines;
    }
}
