package com.wildrydes.localaws.firehose;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The prefix of delivered objects. Its expressions are {@code !{timestamp:<java.time pattern>}}, in UTC, and
 * {@code !{firehose:random-string}}; for errors also {@code !{firehose:error-output-type}}. A prefix without a timestamp gets the
 * hour's folders, {@code yyyy/MM/dd/HH/}, appended, as AWS does.
 */
record Prefix(String text) {

    private static final Pattern EXPRESSION = Pattern.compile("!\\{([^:}]*):?([^}]*)}");
    private static final String HOUR_FOLDERS = "yyyy/MM/dd/HH/";
    private static final String RANDOM_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int RANDOM_LENGTH = 11;

    /** @throws IllegalArgumentException when an expression is not one of those above */
    Prefix {
        EXPRESSION.matcher(text).results().forEach(Prefix::check);
        int opened = text.split("!\\{", -1).length - 1;
        if (opened != EXPRESSION.matcher(text).results().count()) {
            throw new IllegalArgumentException("Each !{ must be closed by a }: " + text);
        }
    }

    private static void check(MatchResult expression) {
        String name = expression.group(2);
        switch (expression.group(1)) {
            case "timestamp" -> formatter(name);
            case "firehose" -> {
                if (!name.equals("random-string") && !name.equals("error-output-type")) {
                    throw new IllegalArgumentException(
                            "!{firehose:…} must be random-string or error-output-type, not " + name);
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "An expression must be !{timestamp:…} or !{firehose:…}, not " + expression.group());
        }
    }

    boolean hasExpressions() {
        return text.contains("!{");
    }

    boolean namesErrorType() {
        return text.contains("!{firehose:error-output-type}");
    }

    /** @param time when the oldest record of the object arrived */
    String at(Instant time, RandomGenerator random) {
        Matcher matcher = EXPRESSION.matcher(text);
        String evaluated = matcher.replaceAll(expression -> Matcher.quoteReplacement(
                expression.group(1).equals("timestamp")
                        ? formatter(expression.group(2)).format(time)
                        : randomString(random)));
        return text.contains("!{timestamp:")
                ? evaluated
                : evaluated + formatter(HOUR_FOLDERS).format(time);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    private static String randomString(RandomGenerator random) {
        StringBuilder letters = new StringBuilder(RANDOM_LENGTH);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            letters.append(RANDOM_LETTERS.charAt(random.nextInt(RANDOM_LETTERS.length())));
        }
        return letters.toString();
    }
}
