package com.wildrydes.telemetry;

import java.nio.charset.StandardCharsets;

/** Numbers as JSON writes them, in ASCII and without an exponent. Makes no garbage of those that a double is written as. */
final class PlainNumber {

    /** Every whole number up to here is a double. */
    private static final long MAX_EXACT = 1L << 53;

    /** So many digits fit into 64 bits. */
    private static final int MAX_DIGITS = 19;

    /** Longer ones are not plain. */
    private static final int MAX_LENGTH = 40;

    /** So many digits fit into an int, whatever they are. */
    private static final int INT_DIGITS = 9;

    /** Each is exact. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private PlainNumber() {}

    /** Where a number ends that stands in JSON: at the next comma, brace or blank. Whether it is one, the others say. */
    static int end(byte[] json, int from, int end) {
        int at = from;
        // Digits, points and minus signs come after the comma in ASCII, and blanks before.
        while (at < end && json[at] > ',' && json[at] != '}') {
            at++;
        }
        return at;
    }

    /**
     * The double that is nearest to the number, as {@link Double#parseDouble} gives it.
     *
     * @return NaN when the text is no plain number, or a negative zero, which JSON parsers differ about
     */
    static double decimal(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int first = negative ? from + 1 : from;
        long digits = 0;
        int point = to;
        for (int at = first; at < to; at++) {
            if (isDigit(text[at])) {
                digits = digits * 10 + (text[at] - '0');
            } else if (text[at] == '.' && point == to) {
                point = at;
            } else {
                return Double.NaN;
            }
        }
        if (!isWhole(text, first, point) || point == to - 1 || (negative && digits == 0) || to - from > MAX_LENGTH) {
            return Double.NaN;
        }
        int decimals = Math.max(0, to - point - 1);
        boolean fits = point - first + decimals <= MAX_DIGITS && digits >>> 62 == 0;
        double value = fits ? quotient(digits, POWERS_OF_TEN[decimals]) : Double.NaN;
        if (Double.isNaN(value)) {
            return Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
        }
        return negative ? -value : value;
    }

    /**
     * The double that is nearest to dividend / divisor.
     *
     * @param dividend 0 to 2^62
     * @param divisor a power of ten that is a double, exactly
     * @return NaN when it is too near to the middle of two doubles to tell
     */
    private static double quotient(long dividend, double divisor) {
        double high = dividend;
        double quotient = high / divisor;
        if (dividend <= MAX_EXACT) {
            // Both sides are exact, and division is correctly rounded (Clinger, How to Read Floating Point Numbers
            // Accurately).
            return quotient;
        }
        // What is missing to the quotient: the division's remainder, which is a double, and what rounding the dividend
        // took.
        // Adding the two and dividing are off by no more than 2^-52 of it; so if it makes no difference to have it more
        // than that
        // smaller or larger, the sum is the right one.
        double low = dividend - (long) high;
        double missing = (Math.fma(-quotient, divisor, high) + low) / divisor;
        double least = quotient + missing * (1 - 0x1p-50);
        double most = quotient + missing * (1 + 0x1p-50);
        return least == most ? least : Double.NaN;
    }

    /** @return otherwise when the text is no plain whole number of at most 9 digits, or a negative zero */
    static long integer(byte[] text, int from, int to, long otherwise) {
        boolean negative = from < to && text[from] == '-';
        int first = negative ? from + 1 : from;
        if (to - first > INT_DIGITS || !isWhole(text, first, to)) {
            return otherwise;
        }
        int value = 0;
        for (int at = first; at < to; at++) {
            if (!isDigit(text[at])) {
                return otherwise;
            }
            value = value * 10 + (text[at] - '0');
        }
        if (negative) {
            return value == 0 ? otherwise : -value;
        }
        return value;
    }

    /** Whether digits, if that is what they are, may stand there: at least one, and no leading zeros. */
    private static boolean isWhole(byte[] digits, int from, int to) {
        return from < to && (digits[from] != '0' || to - from == 1);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
