package com.wildrydes.archive.queries;

import io.trino.sql.SqlFormatter;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NodeLocation;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Prints a syntax tree as SQL. Trino's own formatter leaves out the {@code AS} before an alias; here it is written, because after it
 * every engine takes words such as {@code minute} and {@code hour} for names.
 */
final class SqlPrinter {

    private final SqlParser parser;

    SqlPrinter(SqlParser parser) {
        this.parser = parser;
    }

    String print(Statement statement) {
        String printed = SqlFormatter.formatSql(statement);
        List<NodeLocation> aliases = new ArrayList<>();
        collectAliases(parser.createStatement(printed), aliases);
        aliases.sort(Comparator.comparingInt(NodeLocation::getLineNumber)
                .thenComparingInt(NodeLocation::getColumnNumber)
                .reversed());
        List<String> lines = new ArrayList<>(List.of(printed.split("\n", -1)));
        for (NodeLocation alias : aliases) {
            String line = lines.get(alias.getLineNumber() - 1);
            // A column is counted in code points.
            int at = line.offsetByCodePoints(0, alias.getColumnNumber() - 1);
            lines.set(alias.getLineNumber() - 1, line.substring(0, at) + "AS " + line.substring(at));
        }
        return String.join("\n", lines);
    }

    private static void collectAliases(Node node, List<NodeLocation> to) {
        if (node instanceof SingleColumn column) {
            column.getAlias().flatMap(Identifier::getLocation).ifPresent(to::add);
        } else if (node instanceof AliasedRelation relation) {
            relation.getAlias().getLocation().ifPresent(to::add);
        }
        node.getChildren().forEach(child -> collectAliases(child, to));
    }
}
