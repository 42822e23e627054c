package com.wildrydes.localaws;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options that were given: {@code --port 4566} or {@code --port=4566}, and where the command line is silent
 * {@code LOCAL_AWS_PORT} of the environment.
 */
final class CommandLine {

    private static final String ENVIRONMENT_PREFIX = "LOCAL_AWS_";

    private final Map<String, String> given = new HashMap<>();

    /** @throws IllegalArgumentException with a message for a person, for an option that there is not */
    CommandLine(List<String> options, List<String> arguments, Map<String, String> environment) {
        for (String option : options) {
            put(
                    option,
                    environment.get(
                            ENVIRONMENT_PREFIX + option.replace('-', '_').toUpperCase(Locale.ROOT)));
        }
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (!option.startsWith("--") || !options.contains(option.substring(2))) {
                throw new IllegalArgumentException(
                        "An option must be one of --" + String.join(", --", options) + ", got " + argument);
            }
            if (equals < 0 && rest.isEmpty()) {
                throw new IllegalArgumentException(option + " must be followed by its value");
            }
            given.put(option.substring(2), equals < 0 ? rest.remove() : argument.substring(equals + 1));
        }
    }

    private void put(String option, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            given.put(option, value);
        }
    }

    /** For an option that has another name in the environment too. */
    void putIfAbsent(String option, @Nullable String value) {
        if (!given.containsKey(option)) {
            put(option, value);
        }
    }

    String text(String option, String otherwise) {
        return given.getOrDefault(option, otherwise);
    }

    Path path(String option, Path otherwise) {
        String value = given.get(option);
        return value == null ? otherwise : Path.of(value);
    }

    long number(String option, long otherwise) {
        String value = given.get(option);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + option + " must be a whole number, got " + value, e);
        }
    }

    /** A number that fits an int, or the nearest that does: what is out of range is refused by who knows the range. */
    int integer(String option, int otherwise) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(option, otherwise)));
    }

    double share(String option) {
        String value = given.getOrDefault(option, "0");
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + option + " must be a number from 0 to 1, got " + value, e);
        }
    }

    boolean flag(String option) {
        String value = given.getOrDefault(option, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("--" + option + " must be true or false, got " + value);
        }
        return value.equals("true");
    }

    @Nullable
    URI address(String option) {
        String value = given.get(option);
        if (value != null && !value.matches("https?://[^/]+/?")) {
            throw new IllegalArgumentException("--" + option + " must look like http://host:port, got " + value);
        }
        return value == null ? null : URI.create(value);
    }
}
