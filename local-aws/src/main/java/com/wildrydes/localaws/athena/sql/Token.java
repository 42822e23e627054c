package com.wildrydes.localaws.athena.sql;

import java.util.Locale;

/**
 * A piece of SQL.
 *
 * @param text a quoted identifier's or a string's content, else as written
 * @param start where it begins in the statement
 * @param end behind its last character
 */
public record Token(Kind kind, String text, int start, int end) {

    /** What a token is. */
    public enum Kind {
        WORD,
        QUOTED_IDENTIFIER,
        STRING,
        NUMBER,
        SYMBOL
    }

    public boolean is(String keywordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(keywordOrSymbol);
    }

    public boolean isIdentifier() {
        return kind == Kind.WORD || kind == Kind.QUOTED_IDENTIFIER;
    }

    /** Athena's names know no case. */
    public String name() {
        return text.toLowerCase(Locale.ROOT);
    }
}
