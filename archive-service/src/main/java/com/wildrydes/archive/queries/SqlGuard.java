package com.wildrydes.archive.queries;

import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.FetchFirst;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.Limit;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.With;
import io.trino.sql.tree.WithQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets SQL pass only when Trino's own parser shows it to be one read-only query over the allowed tables and of the allowed
 * syntax and functions. What may run is the text re-printed from the syntax tree, never the caller's: two engines can read the
 * same text differently, and then the one that runs it would run something that was not checked. Thread-safe.
 */
final class SqlGuard {

    static final int MAX_CHARACTERS = 20_000;

    /** Deeper nesting holds the parser for seconds. */
    static final int MAX_DEPTH = 200;

    private static final String CATALOG = "awsdatacatalog";

    private final SqlParser parser = new SqlParser();
    private final SqlPrinter printer = new SqlPrinter(parser);
    private final String database;
    private final Set<String> tables;
    private final long maxRows;

    /**
     * @param database the database in which the tables are
     * @param tables the tables and views that may be read, in lower case
     * @param maxRows the most rows that a query may give
     */
    SqlGuard(String database, Set<String> tables, long maxRows) {
        this.database = database;
        this.tables = Set.copyOf(tables);
        this.maxRows = maxRows;
    }

    /**
     * @return the query to run in the place of this one: the same, limited to the most rows
     * @throws RefusedSqlException when it must not run
     */
    String check(String sql) {
        checkSize(sql);
        try {
            Query query = parse(withoutLastSemicolon(sql));
            checkNode(query, Set.of());
            Query limited = limited(query);
            String printed = printer.print(limited);
            if (!parser.createStatement(printed).equals(limited)) {
                throw new RefusedSqlException("SQL must mean the same when it is printed again, but does not", 1, 1);
            }
            return printed;
        } catch (ParsingException e) {
            throw new RefusedSqlException(
                    "SQL must be one query: " + e.getErrorMessage(), e.getLineNumber(), e.getColumnNumber());
        } catch (StackOverflowError e) {
            throw new RefusedSqlException("SQL must be less deeply nested", 1, 1);
        }
    }

    private static void checkSize(String sql) {
        if (sql.length() > MAX_CHARACTERS) {
            throw new RefusedSqlException(
                    "SQL must have at most " + MAX_CHARACTERS + " characters, but has " + sql.length(), 1, 1);
        }
        int depth = 0;
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < sql.length(); i++) {
            switch (sql.charAt(i)) {
                case '(', '[' -> depth++;
                case ')', ']' -> depth--;
                case '\n' -> {
                    line++;
                    lineStart = i + 1;
                }
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                throw new RefusedSqlException(
                        "SQL must have at most " + MAX_DEPTH + " parentheses open at once", line, i - lineStart + 1);
            }
        }
    }

    private static String withoutLastSemicolon(String sql) {
        String stripped = sql.stripTrailing();
        return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    private Query parse(String sql) {
        if (sql.isBlank()) {
            throw new RefusedSqlException("SQL must be one query, but was empty", 1, 1);
        }
        Statement statement = parser.createStatement(sql);
        if (statement instanceof Query query) {
            return query;
        }
        throw new RefusedSqlException(
                "SQL must be a query that only reads, such as SELECT, but was "
                        + words(statement.getClass().getSimpleName()),
                statement.getLocation());
    }

    /** @param visible the names that {@code WITH} has given to queries around this node, in lower case */
    private void checkNode(Node node, Set<String> visible) {
        if (!SqlSyntax.NODES.contains(node.getClass())) {
            throw new RefusedSqlException(
                    "SQL must not contain " + words(node.getClass().getSimpleName()), node.getLocation());
        }
        if (node instanceof Query query) {
            checkQuery(query, visible);
            return;
        }
        if (node instanceof Table table) {
            checkTable(table, visible);
        } else if (node instanceof FunctionCall call) {
            checkFunction(call);
        } else if (node instanceof GenericLiteral literal) {
            checkType(literal.getType(), node);
        } else if (node instanceof GenericDataType type) {
            checkType(type.getName().getValue(), node);
        } else if (node instanceof FetchFirst fetch && fetch.isWithTies()) {
            throw new RefusedSqlException("SQL must not contain WITH TIES", node.getLocation());
        }
        for (Node child : node.getChildren()) {
            checkNode(child, visible);
        }
    }

    private void checkQuery(Query query, Set<String> around) {
        Set<String> visible = new HashSet<>(around);
        Optional<With> with = query.getWith();
        if (with.isPresent()) {
            if (with.get().isRecursive()) {
                throw new RefusedSqlException(
                        "SQL must not contain WITH RECURSIVE", with.get().getLocation());
            }
            for (WithQuery named : with.get().getQueries()) {
                // A query sees the names before its own: in WITH reports AS (SELECT … FROM reports) the latter is the
                // table.
                checkNode(named.getQuery(), Set.copyOf(visible));
                visible.add(named.getName().getValue().toLowerCase(Locale.ROOT));
            }
        }
        for (Node child : query.getChildren()) {
            if (!(child instanceof With)) {
                checkNode(child, visible);
            }
        }
    }

    private void checkTable(Table table, Set<String> visible) {
        List<String> parts = table.getName().getParts();
        String name = parts.get(parts.size() - 1);
        boolean named = parts.size() == 1 && visible.contains(name);
        boolean allowed = tables.contains(name)
                && (parts.size() == 1
                        || parts.size() == 2 && parts.get(0).equals(database)
                        || parts.size() == 3
                                && parts.get(0).equals(CATALOG)
                                && parts.get(1).equals(database));
        if (!named && !allowed) {
            throw new RefusedSqlException(
                    "SQL must read the tables " + tables.stream().sorted().toList() + " only, but reads "
                            + table.getName(),
                    table.getLocation());
        }
    }

    private static void checkFunction(FunctionCall call) {
        String name = call.getName().toString();
        if (!SqlSyntax.FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new RefusedSqlException("SQL must use known functions only, but calls " + name, call.getLocation());
        }
    }

    private static void checkType(String type, Node node) {
        if (!SqlSyntax.TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw new RefusedSqlException("SQL must use known types only, but names " + type, node.getLocation());
        }
    }

    /** The parser keeps the limit of a plain SELECT in the SELECT and every other query's in the query itself. */
    private Query limited(Query query) {
        if (query.getQueryBody() instanceof QuerySpecification select
                && query.getLimit().isEmpty()) {
            QuerySpecification limitedSelect = new QuerySpecification(
                    select.getSelect(),
                    select.getFrom(),
                    select.getWhere(),
                    select.getGroupBy(),
                    select.getHaving(),
                    select.getWindows(),
                    select.getOrderBy(),
                    select.getOffset(),
                    limited(select.getLimit()));
            return new Query(
                    List.of(), query.getWith(), limitedSelect, query.getOrderBy(), query.getOffset(), Optional.empty());
        }
        return new Query(
                List.of(),
                query.getWith(),
                query.getQueryBody(),
                query.getOrderBy(),
                query.getOffset(),
                limited(query.getLimit()));
    }

    private Optional<Node> limited(Optional<Node> limit) {
        if (limit.isPresent() && rows(limit.get()) <= maxRows) {
            return limit;
        }
        return Optional.of(new Limit(new LongLiteral(Long.toString(maxRows))));
    }

    private static long rows(Node limit) {
        if (limit instanceof Limit rows && rows.getRowCount() instanceof LongLiteral count) {
            return count.getParsedValue();
        }
        if (limit instanceof FetchFirst fetch) {
            return fetch.getRowCount().isEmpty()
                    ? 1
                    : fetch.getRowCount().get() instanceof LongLiteral count ? count.getParsedValue() : Long.MAX_VALUE;
        }
        return Long.MAX_VALUE;
    }

    /** {@code CreateTable} to {@code create table}. */
    private static String words(String className) {
        return className.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
