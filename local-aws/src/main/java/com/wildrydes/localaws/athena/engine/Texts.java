package com.wildrydes.localaws.athena.engine;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts as Trino makes them, of texts as DuckDB writes values. */
final class Texts {

    private static final String[] UNITS = {"week", "day", "hour", "minute", "second"};
    private static final long[] SECONDS = {604_800, 86_400, 3_600, 60, 1};

    /** A day, a week and a day of it, or a day of the year; what is not said is the first. */
    private static final List<DateTimeFormatter> ISO_DATES = List.of(
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu[-MM[-dd]]")
                    .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                    .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                    .toFormatter(Locale.ROOT),
            DateTimeFormatter.ISO_WEEK_DATE,
            DateTimeFormatter.ISO_ORDINAL_DATE);

    private Texts() {}

    static String ofDouble(String number) {
        return Double.toString(parse(number));
    }

    static String ofReal(String number) {
        return Float.toString((float) parse(number));
    }

    private static double parse(String number) {
        return switch (number) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> Double.parseDouble(number);
        };
    }

    /** Such as {@code 1 hour, 2 minutes, 42 seconds}. */
    static String ofSeconds(double seconds) {
        long rest = Math.round(seconds);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < UNITS.length; i++) {
            long count = rest / SECONDS[i];
            rest %= SECONDS[i];
            if (count > 0) {
                parts.add(count + " " + UNITS[i] + (count == 1 ? "" : "s"));
            }
        }
        return parts.isEmpty() ? "0 seconds" : String.join(", ", parts);
    }

    static String normalized(String text, String form) {
        return Normalizer.normalize(text, Normalizer.Form.valueOf(form.toUpperCase(Locale.ROOT)));
    }

    /** @throws IllegalArgumentException when it is no date of ISO 8601 */
    static String isoDate(String text) {
        String full = text.matches("\\d{4}-W\\d{2}") ? text + "-1" : text;
        for (DateTimeFormatter format : ISO_DATES) {
            try {
                return LocalDate.parse(full, format).toString();
            } catch (DateTimeException e) {
                // Perhaps another form.
            }
        }
        throw new IllegalArgumentException("Invalid format: \"" + text + "\"");
    }

    /** @param instance which of the finds; a negative one counts from the end. @return from 1, or 0 for none */
    static int position(String text, String part, int instance) {
        if (instance == 0) {
            throw new IllegalArgumentException("'instance' must not be a zero.");
        }
        int at = instance > 0 ? -1 : text.length() + 1;
        for (int i = 0; i < Math.abs(instance); i++) {
            at = instance > 0 ? text.indexOf(part, at + 1) : text.lastIndexOf(part, at - 1);
            if (at < 0) {
                return 0;
            }
        }
        return text.codePointCount(0, at) + 1;
    }

    /** At most so many parts, the last of which is all that is left; as a JSON array. */
    static String split(String text, String delimiter, int limit) {
        if (limit < 1 || delimiter.isEmpty()) {
            throw new IllegalArgumentException("limit must be positive, and the delimiter not empty");
        }
        List<@Nullable String> parts = new ArrayList<>();
        int from = 0;
        int next = text.indexOf(delimiter);
        while (next >= 0 && parts.size() < limit - 1) {
            parts.add(text.substring(from, next));
            from = next + delimiter.length();
            next = text.indexOf(delimiter, from);
        }
        parts.add(text.substring(from));
        return jsonArray(parts);
    }

    static String jsonArray(List<@Nullable String> texts) {
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            json.append(json.length() > 1 ? "," : "");
            if (text == null) {
                json.append("null");
                continue;
            }
            json.append('"');
            text.chars().forEach(c -> {
                if (c == '"' || c == '\\') {
                    json.append('\\').append((char) c);
                } else if (c < ' ') {
                    json.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    json.append((char) c);
                }
            });
            json.append('"');
        }
        return json.append(']').toString();
    }
}
