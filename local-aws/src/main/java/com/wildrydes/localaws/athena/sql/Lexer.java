package com.wildrydes.localaws.athena.sql;

import com.wildrydes.localaws.athena.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts SQL into tokens, without its comments. */
public final class Lexer {

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String sql) {
        this.sql = sql;
    }

    /** @throws SqlException when a string, a quoted name or a comment does not end */
    public static List<Token> tokens(String sql) {
        Lexer lexer = new Lexer(sql);
        while (lexer.at < sql.length()) {
            lexer.next();
        }
        return List.copyOf(lexer.tokens);
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
        } else if (sql.startsWith("/*", at)) {
            int end = sql.indexOf("*/", at + 2);
            if (end < 0) {
                throw unended("A comment");
            }
            at = end + 2;
        } else if (c == '\'') {
            quoted(Kind.STRING, c);
        } else if (c == '"' || c == '`') {
            quoted(Kind.QUOTED_IDENTIFIER, c);
        } else if (Character.isDigit(c) || c == '.' && at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1))) {
            number();
        } else if (Character.isLetter(c) || c == '_' || c == '@') {
            run(Kind.WORD);
        } else {
            add(Kind.SYMBOL, sql.substring(at, at + 1), at + 1);
        }
    }

    private void quoted(Kind kind, char quote) {
        StringBuilder content = new StringBuilder();
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c != quote) {
                content.append(c);
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                content.append(c);
                i++;
            } else {
                add(kind, content.toString(), i + 1);
                return;
            }
        }
        throw unended(kind == Kind.STRING ? "A string" : "A quoted name");
    }

    private void number() {
        int end = at;
        while (end < sql.length()) {
            char c = sql.charAt(end);
            boolean sign = (c == '+' || c == '-') && "eE".indexOf(sql.charAt(end - 1)) >= 0;
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '_' && !sign) {
                break;
            }
            end++;
        }
        add(Kind.NUMBER, sql.substring(at, end), end);
    }

    private void run(Kind kind) {
        int end = at;
        while (end < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(end)) || "_@$".indexOf(sql.charAt(end)) >= 0)) {
            end++;
        }
        add(kind, sql.substring(at, end), end);
    }

    private void add(Kind kind, String text, int end) {
        tokens.add(new Token(kind, text, at, end));
        at = end;
    }

    private SqlException unended(String what) {
        return new SqlException(what + " that begins at character " + (at + 1) + " must end");
    }
}
