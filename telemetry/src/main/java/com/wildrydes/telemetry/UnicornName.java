package com.wildrydes.telemetry;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.util.Locale;

/**
 * The rule for names: 1 to 128 code points of any script, no control characters, none of {@code / \ ; %}, no outer blanks.
 *
 * <p>A name is a partition key, a DynamoDB key and a path segment. The forbidden characters are those that servlet
 * containers and proxies refuse or rewrite in a path.
 */
public final class UnicornName {

    public static final int MAX_CODE_POINTS = 128;

    private UnicornName() {}

    /** @throws InvalidReportException with {@link Reason#NAME} when the name breaks the rule */
    public static void check(String name) {
        if (isPlain(name)) {
            return;
        }
        int length = name.codePointCount(0, name.length());
        if (length == 0 || length > MAX_CODE_POINTS) {
            throw invalid("have 1 to " + MAX_CODE_POINTS + " characters, but has " + length);
        }
        if (isBlank(name.codePointAt(0)) || isBlank(name.codePointBefore(name.length()))) {
            throw invalid("not begin or end with a blank, but was \"" + name + '"');
        }
        name.codePoints().filter(UnicornName::isForbidden).findFirst().ifPresent(c -> {
            throw invalid("have no control characters and none of / \\ ; %, but contains U+"
                    + Integer.toHexString(c).toUpperCase(Locale.ROOT));
        });
    }

    /** Nearly all names are: a short way to the same answer, since every report comes by here. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c > '~' || c == '/' || c == '\\' || c == ';' || c == '%') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= MAX_CODE_POINTS;
    }

    private static boolean isForbidden(int c) {
        return c == '/'
                || c == '\\'
                || c == ';'
                || c == '%'
                || Character.isISOControl(c)
                // A lone half of a surrogate pair cannot be written as UTF-8.
                || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static InvalidReportException invalid(String mustHold) {
        return new InvalidReportException(Reason.NAME, "Name must " + mustHold);
    }
}
