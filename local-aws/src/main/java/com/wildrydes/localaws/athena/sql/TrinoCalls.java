package com.wildrydes.localaws.athena.sql;

import com.wildrydes.localaws.athena.sql.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls that Trino writes otherwise, aggregates that DuckDB calls otherwise, and casts. */
final class TrinoCalls {

    /** By name and number of arguments. */
    private static final Map<String, String> AGGREGATES = Map.of(
            "arbitrary/1", "any_value",
            "every/1", "bool_and",
            "variance/1", "var_samp",
            "approx_distinct/1", "approx_count_distinct",
            "approx_percentile/2", "approx_quantile",
            "max_by/2", "arg_max_null",
            "min_by/2", "arg_min_null");

    private static final Set<String> TIMES_OF_NOW =
            Set.of("current_timestamp", "localtimestamp", "current_time", "localtime");

    private final TrinoSyntax syntax;

    TrinoCalls(TrinoSyntax syntax) {
        this.syntax = syntax;
    }

    /** @return behind what was rewritten, or the same place when nothing was */
    int rewrite(int at, int to, StringBuilder text) {
        String name = syntax.token(at).name();
        int close = syntax.closing(at + 1);
        List<int[]> arguments = syntax.arguments(at + 2, close);
        if (TIMES_OF_NOW.contains(name)) {
            text.append(name);
            return close + 1;
        }
        switch (name) {
            case "values" -> {
                return syntax.values(at, to, text);
            }
            case "if" -> {
                if (arguments.size() == 2) {
                    text.append("CASE WHEN ")
                            .append(syntax.rewrite(arguments.get(0)))
                            .append(" THEN ");
                    text.append(syntax.rewrite(arguments.get(1))).append(" END");
                    return close + 1;
                }
            }
            case "cast", "try_cast" -> {
                return cast(at, close, text);
            }
            case "listagg" -> {
                return listAggregate(close, arguments, text);
            }
            case "normalize" -> {
                if (arguments.size() == 2 && syntax.token(close - 1).kind() == Kind.WORD) {
                    text.append("normalize(").append(syntax.rewrite(arguments.get(0)));
                    text.append(", '").append(syntax.token(close - 1).text()).append("')");
                    return close + 1;
                }
            }
            case "approx_percentile" -> {
                if (arguments.size() == 2 && syntax.token(arguments.get(1)[0]).is("ARRAY")) {
                    text.append("approx_quantile(")
                            .append(syntax.rewrite(arguments.get(0)))
                            .append(", CAST(");
                    text.append(syntax.rewrite(arguments.get(1))).append(" AS FLOAT[]))");
                    return close + 1;
                }
            }
            case "unnest" -> {
                return Unnesting.of(syntax, arguments, close, to, text);
            }
            default -> {}
        }
        String renamed = AGGREGATES.get(name + "/" + arguments.size());
        boolean nulls = syntax.is(close + 2, to, "NULLS")
                && (syntax.is(close + 1, to, "IGNORE") || syntax.is(close + 1, to, "RESPECT"));
        if (renamed == null && !nulls) {
            return at;
        }
        text.append(renamed == null ? syntax.source(at, at + 1) : renamed)
                .append('(')
                .append(syntax.rewrite(at + 2, close))
                .append(nulls ? " " + syntax.source(close + 1, close + 3) : "")
                .append(')');
        return nulls ? close + 3 : close + 1;
    }

    private int cast(int at, int close, StringBuilder text) {
        int as = close - 1;
        int depth = 0;
        while (as > at + 1 && !(depth == 0 && syntax.token(as).is("AS"))) {
            depth += syntax.token(as).is(")") ? 1 : syntax.token(as).is("(") ? -1 : 0;
            as--;
        }
        if (as == at + 1) {
            return at;
        }
        String value = syntax.rewrite(at + 2, as);
        boolean hasLength = syntax.is(as + 2, close, "(") && close == as + 5;
        String length = hasLength ? syntax.token(as + 3).text() : "1";
        if (syntax.token(as + 1).is("VARCHAR")) {
            text.append(hasLength ? "left(trino_text(" + value + "), " + length + ")" : "trino_text(" + value + ")");
        } else if (syntax.token(as + 1).is("CHAR")) {
            text.append("rpad(trino_text(")
                    .append(value)
                    .append("), ")
                    .append(length)
                    .append(", ' ')");
        } else if (syntax.token(as + 1).is("JSON")) {
            text.append("to_json(").append(value).append(')');
        } else {
            text.append(syntax.token(at).text()).append('(').append(value).append(" AS ");
            text.append(TrinoTypes.toEngine(syntax.tokens().subList(as + 1, close)))
                    .append(')');
        }
        return close + 1;
    }

    /** {@code listagg(x, separator ON OVERFLOW …) WITHIN GROUP (ORDER BY y)} */
    private int listAggregate(int close, List<int[]> arguments, StringBuilder text) {
        if (!syntax.is(close + 1, syntax.tokens().size(), "WITHIN")
                || !syntax.is(close + 3, syntax.tokens().size(), "(")) {
            throw new SqlException("SYNTAX_ERROR: listagg must have WITHIN GROUP (ORDER BY …)");
        }
        int orderEnd = syntax.closing(close + 3);
        text.append("string_agg(").append(syntax.rewrite(arguments.get(0))).append(", ");
        if (arguments.size() < 2) {
            text.append("''");
        } else {
            int[] separator = arguments.get(1);
            text.append(syntax.source(separator[0], separator[0] + 1));
        }
        text.append(' ').append(syntax.rewrite(close + 4, orderEnd)).append(')');
        return orderEnd + 1;
    }
}
