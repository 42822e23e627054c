package com.wildrydes.localaws.athena.sql;

import com.wildrydes.localaws.athena.sql.Token.Kind;
import java.util.List;

/** Puts execution parameters in the places of question marks. Each must be one literal, so that it can be nothing but a value. */
public final class Parameters {

    private Parameters() {}

    /**
     * @param values SQL literals, strings in single quotes
     * @throws SqlException when their number is not that of the question marks, or one is not a literal
     */
    public static String bind(String sql, List<String> values) {
        List<Token> places =
                Lexer.tokens(sql).stream().filter(token -> token.is("?")).toList();
        if (places.size() != values.size()) {
            throw new SqlException("SYNTAX_ERROR: Incorrect number of parameters: expected " + places.size()
                    + " but found " + values.size());
        }
        StringBuilder bound = new StringBuilder();
        int from = 0;
        for (int i = 0; i < values.size(); i++) {
            bound.append(sql, from, places.get(i).start()).append(literal(values.get(i)));
            from = places.get(i).end();
        }
        return bound.append(sql.substring(from)).toString();
    }

    private static String literal(String value) {
        List<Token> tokens = Lexer.tokens(value);
        boolean signed = tokens.size() == 2
                && (tokens.get(0).is("-") || tokens.get(0).is("+"))
                && tokens.get(1).kind() == Kind.NUMBER;
        boolean typed = tokens.size() == 2
                && (tokens.get(0).is("DATE")
                        || tokens.get(0).is("TIMESTAMP")
                        || tokens.get(0).is("TIME"))
                && tokens.get(1).kind() == Kind.STRING;
        boolean single = tokens.size() == 1
                && (tokens.get(0).kind() == Kind.STRING
                        || tokens.get(0).kind() == Kind.NUMBER
                        || tokens.get(0).is("TRUE")
                        || tokens.get(0).is("FALSE")
                        || tokens.get(0).is("NULL"));
        if (!signed && !typed && !single) {
            throw new SqlException(
                    "SYNTAX_ERROR: An execution parameter must be one literal, strings in single quotes, not " + value);
        }
        return " "
                + value.substring(
                        tokens.get(0).start(), tokens.get(tokens.size() - 1).end()) + " ";
    }
}
