package com.wildrydes.archive.queries;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The comment that says for whom a query runs: its first line. Athena keeps the text of every query, so an owner is known after a
 * restart, and to every replica, without a store of our own. A caller cannot write one: of a caller's SQL no comment is left.
 */
final class OwnerLine {

    private static final String START = "-- wildrydes, for ";

    private OwnerLine() {}

    /** Puts the line before SQL. */
    static String before(String sql, String owner) {
        return START + URLEncoder.encode(owner, StandardCharsets.UTF_8) + '\n' + sql;
    }

    /** For whom a text runs; empty when it was submitted past this service. */
    static Optional<String> owner(String text) {
        int end = text.indexOf('\n');
        return text.startsWith(START) && end > 0
                ? Optional.of(URLDecoder.decode(text.substring(START.length(), end), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The SQL alone. */
    static String without(String text) {
        return text.startsWith(START) ? text.substring(text.indexOf('\n') + 1) : text;
    }
}
