package com.wildrydes.localaws.athena.sql;

/** The statement cannot be run; the message is for the person who wrote it. */
public final class SqlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SqlException(String message) {
        super(message, null, false, false);
    }
}
