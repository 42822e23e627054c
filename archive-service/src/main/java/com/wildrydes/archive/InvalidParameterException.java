package com.wildrydes.archive;

import org.jspecify.annotations.Nullable;

/** A parameter of a request that breaks its rule; the caller gets 400 with all three parts. */
public final class InvalidParameterException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 200;

    private final String parameter;

    /** @param mustHold what must hold, to be read after the parameter's name: "must be a whole number" */
    public InvalidParameterException(String parameter, String mustHold, @Nullable Object value) {
        super(parameter + ' ' + mustHold + ", but was \"" + shortened(String.valueOf(value)) + '"', null, false, false);
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }

    /** Reads a page's size. */
    public static int limit(String text, int most) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new InvalidParameterException("limit", "must be a whole number from 1 to " + most, text);
    }

    private static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + '…';
    }
}
