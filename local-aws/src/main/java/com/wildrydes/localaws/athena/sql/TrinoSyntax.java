package com.wildrydes.localaws.athena.sql;

import com.wildrydes.localaws.athena.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rewrites what Trino's grammar has and DuckDB's has not, token by token, so that everything else stays as it was written. What differs
 * in meaning only is up to the engine's macros; aggregates are called by other names here, as a macro takes no FILTER and no OVER.
 */
public final class TrinoSyntax {

    private static final Set<String> AFTER_VALUES =
            Set.of("union", "intersect", "except", "order", "limit", "offset", "fetch");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)");
    private static final Pattern ZONED =
            Pattern.compile("\\d{4}-\\d\\d?-\\d\\d?( \\d.*?)? ?([A-Za-z].*|[+-]\\d\\d:?\\d\\d)");

    /** More than the guard of archive-service lets through. */
    private static final int MOST_DEPTH = 300;

    private final String sql;
    private final List<Token> tokens;
    private final TrinoCalls calls = new TrinoCalls(this);

    private TrinoSyntax(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    /** @throws SqlException when brackets do not match, or are nested too deeply */
    public static String toEngine(String sql) {
        TrinoSyntax syntax = new TrinoSyntax(sql, Lexer.tokens(sql));
        syntax.checkDepth();
        return syntax.rewrite(0, syntax.tokens.size());
    }

    private void checkDepth() {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += opens(i) ? 1 : closes(i) ? -1 : 0;
            if (depth > MOST_DEPTH) {
                throw new SqlException("SYNTAX_ERROR: At most " + MOST_DEPTH
                        + " brackets may be open at once, at character " + (token(i).start() + 1) + " there are more");
            }
        }
    }

    String rewrite(int from, int to) {
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < to) {
            if (at > from) {
                text.append(blanksBefore(at));
            }
            int next = special(at, to, text);
            if (next == at) {
                text.append(sql, token(at).start(), token(at).end());
                next++;
            }
            at = next;
        }
        return text.toString();
    }

    /** Comments between tokens go. */
    private String blanksBefore(int at) {
        String between = sql.substring(token(at - 1).end(), token(at).start());
        return between.isBlank() ? between : " ";
    }

    /** @return behind what was rewritten, or the same place when nothing was */
    private int special(int at, int to, StringBuilder text) {
        Token token = token(at);
        if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED_IDENTIFIER) {
            return at;
        }
        boolean called = is(at + 1, to, "(");
        boolean qualified = at > 0 && token(at - 1).is(".");
        if (called && !qualified) {
            return calls.rewrite(at, to, text);
        }
        if (token.is("VALUES") && !qualified) {
            return values(at, to, text);
        }
        if (at + 1 < to && token(at + 1).kind() == Kind.STRING) {
            return literal(at, text);
        }
        if (token.is("INTERVAL") && (is(at + 1, to, "-") || is(at + 1, to, "+")) && at + 3 < to) {
            text.append('(')
                    .append(token(at + 1).text())
                    .append(" INTERVAL ")
                    .append(source(at + 2, at + 4))
                    .append(')');
            return at + 4;
        }
        return at;
    }

    private int literal(int at, StringBuilder text) {
        Token type = token(at);
        String value = token(at + 1).text();
        if (type.is("DECIMAL") && NUMBER.matcher(value).matches()) {
            text.append('(').append(value).append(')');
            return at + 2;
        }
        if (type.is("TIMESTAMP") && ZONED.matcher(value).matches()) {
            // DuckDB wants the seconds.
            String full = value.replaceFirst("( \\d\\d?:\\d\\d)(?!:|\\d)", "$1:00");
            text.append("TIMESTAMPTZ '").append(full.replace("'", "''")).append('\'');
            return at + 2;
        }
        if (type.is("JSON")) {
            text.append("json(").append(source(at + 1, at + 2)).append(')');
            return at + 2;
        }
        return at;
    }

    /** Each row in brackets, and without ROW. */
    int values(int at, int to, StringBuilder text) {
        text.append("VALUES ");
        int end = at + 1;
        int depth = 0;
        while (end < to
                && !(depth == 0
                        && (token(end).is(")")
                                || AFTER_VALUES.contains(token(end).name())))) {
            depth += opens(end) ? 1 : closes(end) ? -1 : 0;
            end++;
        }
        String between = "";
        for (int[] row : arguments(at + 1, end)) {
            int first = token(row[0]).is("ROW") && row[1] > row[0] + 1 ? row[0] + 1 : row[0];
            boolean inBrackets = token(first).is("(") && closing(first) == row[1] - 1;
            text.append(between).append(inBrackets ? rewrite(first, row[1]) : "(" + rewrite(row) + ")");
            between = ", ";
        }
        return end;
    }

    /** The places from and to of what commas divide. */
    List<int[]> arguments(int from, int to) {
        List<int[]> arguments = new ArrayList<>();
        int depth = 0;
        int start = from;
        for (int i = from; i < to; i++) {
            if (depth == 0 && token(i).is(",")) {
                arguments.add(new int[] {start, i});
                start = i + 1;
            }
            depth += opens(i) ? 1 : closes(i) ? -1 : 0;
        }
        if (start < to) {
            arguments.add(new int[] {start, to});
        }
        return arguments;
    }

    int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += opens(i) ? 1 : closes(i) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new SqlException(
                "SYNTAX_ERROR: The bracket at character " + (token(open).start() + 1) + " must be closed");
    }

    private boolean opens(int at) {
        return token(at).is("(") || token(at).is("[");
    }

    private boolean closes(int at) {
        return token(at).is(")") || token(at).is("]");
    }

    boolean is(int at, int to, String word) {
        return at >= 0 && at < to && token(at).is(word);
    }

    List<Token> tokens() {
        return tokens;
    }

    Token token(int at) {
        return tokens.get(at);
    }

    String rewrite(int[] range) {
        return rewrite(range[0], range[1]);
    }

    String source(int from, int to) {
        return sql.substring(token(from).start(), token(to - 1).end());
    }
}
