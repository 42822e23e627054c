package com.wildrydes.localaws.athena.sql;

import java.util.List;

/** UNNEST of several arrays, or of a map: DuckDB's takes one array. */
final class Unnesting {

    private Unnesting() {}

    /** @return behind what was rewritten */
    static int of(TrinoSyntax syntax, List<int[]> arguments, int close, int to, StringBuilder text) {
        boolean ordinality = syntax.is(close + 1, to, "WITH") && syntax.is(close + 2, to, "ORDINALITY");
        int columns = columns(syntax, ordinality ? close + 3 : close + 1, to);
        int values = ordinality ? columns - 1 : columns;
        if (arguments.size() == 1 && values < 2) {
            text.append("UNNEST(").append(syntax.rewrite(arguments.get(0))).append(')');
            return close + 1;
        }
        StringBuilder longest = new StringBuilder();
        text.append("LATERAL (SELECT ");
        for (int[] argument : arguments) {
            String value = syntax.rewrite(argument);
            if (arguments.size() == 1) {
                text.append("unnest(map_keys(")
                        .append(value)
                        .append(")), unnest(map_values(")
                        .append(value)
                        .append(")), ");
            } else {
                text.append("unnest(").append(value).append("), ");
            }
            longest.append(longest.isEmpty() ? "" : ", ").append("coalesce(");
            longest.append(arguments.size() == 1 ? "system.main.cardinality(" : "len(")
                    .append(value)
                    .append("), 0)");
        }
        if (ordinality) {
            text.append("unnest(generate_series(1, CAST(system.main.greatest(")
                    .append(longest)
                    .append(") AS BIGINT)))");
        } else {
            text.setLength(text.length() - 2);
        }
        text.append(')');
        return ordinality ? close + 3 : close + 1;
    }

    /** How many names the alias gives to columns; 0 where it gives none. */
    private static int columns(TrinoSyntax syntax, int from, int to) {
        int at = syntax.is(from, to, "AS") ? from + 1 : from;
        if (at >= to || !syntax.token(at).isIdentifier() || !syntax.is(at + 1, to, "(")) {
            return 0;
        }
        return syntax.arguments(at + 2, syntax.closing(at + 1)).size();
    }
}
