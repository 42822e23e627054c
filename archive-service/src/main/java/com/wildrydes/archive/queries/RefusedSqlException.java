package com.wildrydes.archive.queries;

import io.trino.sql.tree.NodeLocation;
import java.util.Optional;

/** SQL that must not run. The message says what must hold, the place says where it does not. */
final class RefusedSqlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    RefusedSqlException(String message, int line, int column) {
        super(message, null, false, false);
        this.line = line;
        this.column = column;
    }

    RefusedSqlException(String message, Optional<NodeLocation> where) {
        this(
                message,
                where.map(NodeLocation::getLineNumber).orElse(1),
                where.map(NodeLocation::getColumnNumber).orElse(1));
    }

    /** From 1. */
    int line() {
        return line;
    }

    /** From 1. */
    int column() {
        return column;
    }
}
