package com.wildrydes.localaws.athena.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Databases, tables, views and work groups, kept in one JSON file that each change replaces. Safe for use by many threads. */
public final class Catalogue {

    public static final String DEFAULT_DATABASE = "default";
    public static final String PRIMARY_WORK_GROUP = "primary";

    private final Path file;
    private final TreeSet<String> databases = new TreeSet<>();
    private final NavigableMap<String, Table> tables = new TreeMap<>();
    private final NavigableMap<String, View> views = new TreeMap<>();
    private final NavigableMap<String, WorkGroup> workGroups = new TreeMap<>();

    /** What the file holds. */
    record Stored(List<String> databases, List<Table> tables, List<View> views, List<WorkGroup> workGroups) {}

    public Catalogue(Path file) {
        this.file = file;
        databases.add(DEFAULT_DATABASE);
        workGroups.put(PRIMARY_WORK_GROUP, new WorkGroup(PRIMARY_WORK_GROUP, "", Instant.EPOCH, "", false, 0));
        if (Files.exists(file)) {
            try {
                Stored stored = JsonMapper.shared().readValue(Files.readAllBytes(file), Stored.class);
                databases.addAll(stored.databases());
                stored.tables().forEach(table -> tables.put(table.name().toString(), table));
                stored.views().forEach(view -> views.put(view.name().toString(), view));
                stored.workGroups().forEach(group -> workGroups.put(group.name(), group));
            } catch (IOException e) {
                throw new UncheckedIOException("Athena's catalogue " + file + " must be readable", e);
            }
        }
    }

    private void store() {
        Stored all = new Stored(
                List.copyOf(databases),
                List.copyOf(tables.values()),
                List.copyOf(views.values()),
                List.copyOf(workGroups.values()));
        try {
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            Files.createDirectories(partial.getParent());
            Files.write(
                    partial,
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Athena's catalogue " + file + " must be writeable", e);
        }
    }

    public synchronized List<String> databases() {
        return List.copyOf(databases);
    }

    /** @return whether it is new */
    public synchronized boolean createDatabase(String name) {
        boolean added = databases.add(name);
        store();
        return added;
    }

    /** Forgets the database and what is in it. @return whether it was there */
    public synchronized boolean dropDatabase(String name) {
        boolean removed = databases.remove(name);
        tables.values().removeIf(table -> table.name().database().equals(name));
        views.values().removeIf(view -> view.name().database().equals(name));
        store();
        return removed;
    }

    public synchronized Optional<Table> table(TableName name) {
        return Optional.ofNullable(tables.get(name.toString()));
    }

    public synchronized Optional<View> view(TableName name) {
        return Optional.ofNullable(views.get(name.toString()));
    }

    public synchronized boolean exists(TableName name) {
        return tables.containsKey(name.toString()) || views.containsKey(name.toString());
    }

    public synchronized List<Table> tables() {
        return List.copyOf(tables.values());
    }

    public synchronized List<View> views() {
        return List.copyOf(views.values());
    }

    public synchronized void put(Table table) {
        tables.put(table.name().toString(), table);
        store();
    }

    public synchronized void put(View view) {
        views.put(view.name().toString(), view);
        store();
    }

    /** @return whether it was there */
    public synchronized boolean dropTable(TableName name) {
        @Nullable Table removed = tables.remove(name.toString());
        store();
        return removed != null;
    }

    /** @return whether it was there */
    public synchronized boolean dropView(TableName name) {
        @Nullable View removed = views.remove(name.toString());
        store();
        return removed != null;
    }

    public synchronized Optional<WorkGroup> workGroup(String name) {
        return Optional.ofNullable(workGroups.get(name));
    }

    public synchronized List<WorkGroup> workGroups() {
        return List.copyOf(workGroups.values());
    }

    public synchronized void put(WorkGroup group) {
        workGroups.put(group.name(), group);
        store();
    }

    public synchronized void deleteWorkGroup(String name) {
        workGroups.remove(name);
        store();
    }
}
