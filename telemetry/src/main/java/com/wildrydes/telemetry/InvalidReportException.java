package com.wildrydes.telemetry;

import java.util.Locale;

/** A report that breaks the contract. The message says what must hold and the value seen, and is fit for the sender. */
public final class InvalidReportException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    public InvalidReportException(Reason reason, String message) {
        // Bad input is no fault of the program: no stack trace is kept, which makes refusing a flood of it cheap.
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Which part of the contract was broken; metrics and dead letters carry {@link #code()}. */
    public enum Reason {
        NOT_JSON,
        NOT_ONE_OBJECT,
        MISSING_KEY,
        WRONG_TYPE,
        NAME,
        STATUS_TIME,
        LATITUDE,
        LONGITUDE,
        DISTANCE,
        POINTS,
        TOO_LARGE,
        PARTITION_KEY,
        SAMPLES;

        /** The reason in metrics and dead letters, such as {@code not-json}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
