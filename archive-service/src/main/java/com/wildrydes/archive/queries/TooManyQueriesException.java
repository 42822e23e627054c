package com.wildrydes.archive.queries;

/** The caller must wait for a query to end before the next one starts; answered with 429. */
public final class TooManyQueriesException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooManyQueriesException(int most) {
        super("A caller must have at most " + most + " queries under way, and has as many", null, false, false);
    }
}
