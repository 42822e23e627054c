package com.wildrydes.archive.queries;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A value of a result as JSON has it: Athena gives every value as text. */
final class ColumnValue {

    private ColumnValue() {}

    /** Numbers and truth values as such, everything else, and what JSON has no number for, as text. */
    static @Nullable Object of(@Nullable String text, String type) {
        if (text == null) {
            return null;
        }
        try {
            return switch (type) {
                case "tinyint", "smallint", "integer", "int", "bigint" -> new BigInteger(text);
                case "real", "float", "double", "decimal" -> new BigDecimal(text);
                case "boolean" -> Boolean.valueOf(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            // NaN and Infinity.
            return text;
        }
    }
}
