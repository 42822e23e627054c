package com.wildrydes.localaws.athena.engine;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;

/** Times in the formats of MySQL, such as {@code %Y-%m-%d %H:%i:%s}. */
final class MySqlDates {

    /** By specifier: digits in printing, and the field. */
    private static final Map<Character, ChronoField> TWO_DIGITS = Map.of(
            'd', ChronoField.DAY_OF_MONTH,
            'm', ChronoField.MONTH_OF_YEAR,
            'H', ChronoField.HOUR_OF_DAY,
            'h', ChronoField.CLOCK_HOUR_OF_AMPM,
            'I', ChronoField.CLOCK_HOUR_OF_AMPM,
            'i', ChronoField.MINUTE_OF_HOUR,
            'S', ChronoField.SECOND_OF_MINUTE,
            's', ChronoField.SECOND_OF_MINUTE);

    private static final Map<Character, ChronoField> PLAIN = Map.of(
            'c', ChronoField.MONTH_OF_YEAR,
            'e', ChronoField.DAY_OF_MONTH,
            'k', ChronoField.HOUR_OF_DAY,
            'l', ChronoField.CLOCK_HOUR_OF_AMPM);

    private MySqlDates() {}

    static String format(String time, String format) {
        return formatter(format, true).format(EngineTimes.parse(time));
    }

    /** @return as DuckDB reads it */
    static String parse(String text, String format) {
        try {
            return EngineTimes.text(LocalDateTime.parse(text, formatter(format, false)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Invalid format: \"" + text + "\" is not " + format, e);
        }
    }

    private static DateTimeFormatter formatter(String format, boolean prints) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        append(format, prints, builder);
        if (!prints) {
            EngineTimes.fillWhatIsMissing(builder);
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    private static void append(String format, boolean prints, DateTimeFormatterBuilder to) {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i == format.length() - 1) {
                to.appendLiteral(c);
                continue;
            }
            i++;
            specifier(format.charAt(i), prints, to);
        }
    }

    private static void specifier(char c, boolean prints, DateTimeFormatterBuilder to) {
        if (TWO_DIGITS.containsKey(c)) {
            // One digit is enough on reading.
            to.appendValue(TWO_DIGITS.get(c), prints ? 2 : 1, 2, SignStyle.NOT_NEGATIVE);
            return;
        }
        if (PLAIN.containsKey(c)) {
            to.appendValue(PLAIN.get(c), 1, 2, SignStyle.NOT_NEGATIVE);
            return;
        }
        switch (c) {
            case 'Y' -> to.appendValue(ChronoField.YEAR, 4);
            case 'y' -> to.appendValueReduced(ChronoField.YEAR, 2, 2, 1970);
            case 'a' -> to.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
            case 'W' -> to.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
            case 'b' -> to.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
            case 'M' -> to.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
            case 'p' -> to.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
            case 'j' -> to.appendValue(ChronoField.DAY_OF_YEAR, 3);
            case 'f' -> to.appendFraction(ChronoField.NANO_OF_SECOND, prints ? 6 : 1, prints ? 6 : 9, false);
            case 'v' -> to.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2);
            case 'x' -> to.appendValue(IsoFields.WEEK_BASED_YEAR, 4);
            case 'T' -> append("%H:%i:%s", prints, to);
            case 'r' -> append("%h:%i:%s %p", prints, to);
            case '%' -> to.appendLiteral('%');
            case 'D', 'U', 'u', 'V', 'w', 'X' ->
                throw new IllegalArgumentException("%" + c + " not supported in date format string");
            default -> to.appendLiteral(c);
        }
    }
}
