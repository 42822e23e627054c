package com.wildrydes.localaws.athena.sql;

import com.wildrydes.localaws.athena.catalogue.Column;
import com.wildrydes.localaws.athena.catalogue.Table;
import com.wildrydes.localaws.athena.catalogue.TableName;
import com.wildrydes.localaws.athena.catalogue.View;
import com.wildrydes.localaws.athena.sql.Token.Kind;
import com.wildrydes.localaws.objects.ObjectAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one statement. Queries are only recognised: the engine reads them. */
public final class StatementParser {

    private static final Set<String> QUERY_STARTS = Set.of("SELECT", "WITH", "VALUES", "TABLE", "(");
    /** What Athena knows beside what is played here. */
    private static final Set<String> OTHER_STATEMENTS = Set.of(
            "CREATE",
            "INSERT",
            "DELETE",
            "UPDATE",
            "MERGE",
            "UNLOAD",
            "ALTER",
            "EXPLAIN",
            "PREPARE",
            "EXECUTE",
            "DEALLOCATE",
            "OPTIMIZE",
            "VACUUM",
            "CALL");

    private static final String LAZY_SIMPLE_SERDE = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

    private final String sql;
    private final List<Token> tokens;
    private final String database;
    private int at;

    private StatementParser(String sql, List<Token> tokens, String database) {
        this.sql = sql;
        this.tokens = tokens;
        this.database = database;
    }

    /**
     * @param database what names without one belong to
     * @throws SqlException when it is not one statement, or not one that is played here
     */
    public static Statement parse(String sql, String database) {
        List<Token> tokens = new ArrayList<>(Lexer.tokens(sql));
        if (!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";")) {
            tokens.remove(tokens.size() - 1);
        }
        if (tokens.isEmpty()) {
            throw new SqlException("SYNTAX_ERROR: A statement must not be empty");
        }
        if (tokens.stream().anyMatch(token -> token.is(";"))) {
            throw new SqlException("SYNTAX_ERROR: Only one sql statement is allowed");
        }
        return new StatementParser(sql, tokens, database.toLowerCase(Locale.ROOT)).statement();
    }

    private Statement statement() {
        String first = tokens.get(0).text().toUpperCase(Locale.ROOT);
        if (QUERY_STARTS.contains(first)) {
            return new Statement.Query(rest(), tokens);
        }
        Statement statement = switch (first) {
            case "CREATE" -> create();
            case "DROP" -> drop();
            case "SHOW" -> show();
            case "DESCRIBE", "DESC" -> describe();
            case "MSCK" -> {
                expect("MSCK", "REPAIR", "TABLE");
                yield new Statement.RepairTable(tableName());
            }
            default -> throw notPlayed(first);
        };
        if (at < tokens.size()) {
            throw unexpected("the end of the statement");
        }
        return statement;
    }

    private Statement create() {
        expect("CREATE");
        if (accept("DATABASE") || accept("SCHEMA")) {
            boolean ifNotExists = accept("IF", "NOT", "EXISTS");
            String name = identifier();
            if (accept("COMMENT")) {
                string();
            }
            if (accept("LOCATION")) {
                string();
            }
            if (accept("WITH", "DBPROPERTIES")) {
                properties();
            }
            return new Statement.CreateDatabase(name, ifNotExists);
        }
        if (accept("EXTERNAL", "TABLE")) {
            boolean ifNotExists = accept("IF", "NOT", "EXISTS");
            return new Statement.CreateTable(table(tableName()), ifNotExists);
        }
        boolean orReplace = accept("OR", "REPLACE");
        if (accept("VIEW")) {
            TableName name = tableName();
            expect("AS");
            View view = new View(name, rest(), List.of());
            at = tokens.size();
            return new Statement.CreateView(view, orReplace);
        }
        throw notPlayed("CREATE " + (at < tokens.size() ? tokens.get(at).text() : ""));
    }

    private Table table(TableName name) {
        List<Column> columns = columns();
        List<Column> partitionKeys = List.of();
        String serde = LAZY_SIMPLE_SERDE;
        Map<String, String> serdeProperties = Map.of();
        Map<String, String> properties = Map.of();
        ObjectAddress location = null;
        while (at < tokens.size()) {
            if (accept("COMMENT")) {
                string();
            } else if (accept("PARTITIONED", "BY")) {
                partitionKeys = columns();
            } else if (accept("ROW", "FORMAT", "SERDE")) {
                serde = string();
                if (accept("WITH", "SERDEPROPERTIES")) {
                    serdeProperties = properties();
                }
            } else if (accept("STORED", "AS", "INPUTFORMAT")) {
                string();
                expect("OUTPUTFORMAT");
                string();
            } else if (accept("STORED", "AS", "TEXTFILE")) {
                continue;
            } else if (accept("LOCATION")) {
                location = location(string());
            } else if (accept("TBLPROPERTIES")) {
                properties = properties();
            } else {
                throw unexpected("a clause of CREATE EXTERNAL TABLE that is played here");
            }
        }
        if (location == null) {
            throw new SqlException("SYNTAX_ERROR: CREATE EXTERNAL TABLE must have a LOCATION");
        }
        try {
            return new Table(name, columns, partitionKeys, serde, serdeProperties, location, properties);
        } catch (IllegalArgumentException e) {
            throw new SqlException("NOT_SUPPORTED: " + e.getMessage());
        }
    }

    private static ObjectAddress location(String text) {
        try {
            return ObjectAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SqlException("INVALID_TABLE_PROPERTY: " + e.getMessage());
        }
    }

    private List<Column> columns() {
        expect("(");
        List<Column> columns = new ArrayList<>();
        do {
            columns.add(new Column(identifier(), type()));
            if (accept("COMMENT")) {
                string();
            }
        } while (accept(","));
        expect(")");
        return columns;
    }

    /** Up to what follows a type: a comma, a bracket that closes the list, or COMMENT. */
    private String type() {
        StringBuilder type = new StringBuilder();
        int depth = 0;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            if (depth == 0 && (token.is(",") || token.is(")") || token.is("COMMENT"))) {
                break;
            }
            depth += token.is("<") || token.is("(") ? 1 : token.is(">") || token.is(")") ? -1 : 0;
            type.append(token.name());
            at++;
        }
        if (type.isEmpty()) {
            throw unexpected("a type");
        }
        return type.toString();
    }

    private Map<String, String> properties() {
        expect("(");
        Map<String, String> properties = new LinkedHashMap<>();
        do {
            String key = string();
            expect("=");
            properties.put(key, string());
        } while (accept(","));
        expect(")");
        return properties;
    }

    private Statement drop() {
        expect("DROP");
        if (accept("TABLE")) {
            boolean ifExists = accept("IF", "EXISTS");
            return new Statement.DropTable(tableName(), ifExists);
        }
        if (accept("VIEW")) {
            boolean ifExists = accept("IF", "EXISTS");
            return new Statement.DropView(tableName(), ifExists);
        }
        if (accept("DATABASE") || accept("SCHEMA")) {
            boolean ifExists = accept("IF", "EXISTS");
            String name = identifier();
            boolean cascade = accept("CASCADE");
            if (!cascade) {
                accept("RESTRICT");
            }
            return new Statement.DropDatabase(name, ifExists, cascade);
        }
        throw unexpected("TABLE, VIEW or DATABASE");
    }

    private Statement show() {
        expect("SHOW");
        if (accept("DATABASES") || accept("SCHEMAS")) {
            return new Statement.ShowDatabases();
        }
        boolean views = accept("VIEWS");
        if (views || accept("TABLES")) {
            String in = accept("IN") || accept("FROM") ? identifier() : database;
            accept("LIKE");
            return new Statement.ShowTables(in, at < tokens.size() ? string() : null, views);
        }
        if (accept("CREATE", "TABLE") || accept("CREATE", "VIEW")) {
            return new Statement.ShowCreate(tableName());
        }
        if (accept("PARTITIONS")) {
            return new Statement.ShowPartitions(tableName());
        }
        if (accept("COLUMNS")) {
            if (!accept("IN")) {
                expect("FROM");
            }
            TableName name = tableName();
            return new Statement.ShowColumns(
                    accept("IN") || accept("FROM") ? new TableName(identifier(), name.table()) : name);
        }
        throw unexpected("DATABASES, TABLES, VIEWS, COLUMNS, PARTITIONS or CREATE TABLE");
    }

    private Statement describe() {
        at++;
        if (!accept("EXTENDED")) {
            accept("FORMATTED");
        }
        return new Statement.Describe(tableName());
    }

    private TableName tableName() {
        String first = identifier();
        if (!accept(".")) {
            int dot = first.indexOf('.');
            return dot > 0
                    ? new TableName(first.substring(0, dot), first.substring(dot + 1))
                    : new TableName(database, first);
        }
        String second = identifier();
        return accept(".") ? new TableName(second, identifier()) : new TableName(first, second);
    }

    private String identifier() {
        if (at < tokens.size() && tokens.get(at).isIdentifier()) {
            return tokens.get(at++).name();
        }
        throw unexpected("a name");
    }

    /** Hive's strings may stand in double quotes too. */
    private String string() {
        if (at < tokens.size()
                && (tokens.get(at).kind() == Kind.STRING || tokens.get(at).kind() == Kind.QUOTED_IDENTIFIER)) {
            return tokens.get(at++).text();
        }
        throw unexpected("a string");
    }

    private boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    private void expect(String... words) {
        for (String word : words) {
            if (!accept(word)) {
                throw unexpected(word);
            }
        }
    }

    private String rest() {
        return at < tokens.size()
                ? sql.substring(
                        tokens.get(at).start(), tokens.get(tokens.size() - 1).end())
                : "";
    }

    private SqlException unexpected(String wanted) {
        @Nullable Token seen = at < tokens.size() ? tokens.get(at) : null;
        return new SqlException("SYNTAX_ERROR: " + wanted + " must stand "
                + (seen == null ? "at the end" : "at character " + (seen.start() + 1) + ", not " + seen.text()));
    }

    private static SqlException notPlayed(String what) {
        if (!OTHER_STATEMENTS.contains(what.toUpperCase(Locale.ROOT).split(" ")[0])) {
            return new SqlException("SYNTAX_ERROR: line 1:1: mismatched input '" + what + "'");
        }
        return new SqlException("NOT_SUPPORTED: local-aws does not play " + what.strip()
                + "; it plays queries, CREATE DATABASE, CREATE EXTERNAL TABLE, CREATE VIEW, DROP, SHOW, DESCRIBE and"
                + " MSCK REPAIR TABLE");
    }
}
