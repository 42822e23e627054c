package com.wildrydes.localaws.athena.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Trino's regular expressions are Java's, but for what its documentation lists. Lists are JSON arrays of strings. */
final class RegularExpressions {

    private static final int MOST_PATTERNS = 100;
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private RegularExpressions() {}

    private static Matcher matcher(String text, String expression) {
        Pattern pattern = PATTERNS.get(expression);
        if (pattern == null) {
            if (PATTERNS.size() > MOST_PATTERNS) {
                PATTERNS.clear();
            }
            try {
                pattern = Pattern.compile(expression);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("Invalid regular expression: " + e.getDescription(), e);
            }
            PATTERNS.put(expression, pattern);
        }
        return pattern.matcher(text);
    }

    static boolean isIn(String text, String expression) {
        return matcher(text, expression).find();
    }

    static @Nullable String first(String text, String expression, int group) {
        Matcher matcher = matcher(text, expression);
        checkGroup(matcher, group);
        return matcher.find() ? matcher.group(group) : null;
    }

    static String all(String text, String expression, int group) {
        Matcher matcher = matcher(text, expression);
        checkGroup(matcher, group);
        List<@Nullable String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return Texts.jsonArray(found);
    }

    private static void checkGroup(Matcher matcher, int group) {
        if (group < 0 || group > matcher.groupCount()) {
            throw new IllegalArgumentException(
                    "Pattern has " + matcher.groupCount() + " groups. Cannot access group " + group);
        }
    }

    static String replace(String text, String expression, String replacement) {
        return matcher(text, expression).replaceAll(replacement);
    }

    static String split(String text, String expression) {
        Matcher matcher = matcher(text, expression);
        List<@Nullable String> parts = new ArrayList<>();
        int from = 0;
        while (matcher.find()) {
            parts.add(text.substring(from, matcher.start()));
            from = matcher.end();
        }
        parts.add(text.substring(from));
        return Texts.jsonArray(parts);
    }

    static long count(String text, String expression) {
        return matcher(text, expression).results().count();
    }

    /** @return the place of the match, counted from 1, or -1 */
    static int position(String text, String expression, int start, int occurrence) {
        if (start < 1 || occurrence < 1) {
            throw new IllegalArgumentException("start and occurrence must be 1 at least");
        }
        Matcher matcher = matcher(text, expression);
        int codePoints = text.codePointCount(0, text.length());
        int at = start > codePoints ? text.length() + 1 : text.offsetByCodePoints(0, start - 1);
        for (int found = 0; at <= text.length() && matcher.find(at); ) {
            found++;
            if (found == occurrence) {
                return text.codePointCount(0, matcher.start()) + 1;
            }
            at = Math.max(matcher.end(), at + 1);
        }
        return -1;
    }
}
