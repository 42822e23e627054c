package com.wildrydes.localaws.athena.engine;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.Locale;
import java.util.Map;

/** Times in the formats of Joda, such as {@code yyyy-MM-dd HH:mm:ss}. The zone is UTC where none is given. */
final class JodaDates {

    private static final Map<Character, TemporalField> NUMBERS = Map.ofEntries(
            Map.entry('Y', ChronoField.YEAR_OF_ERA),
            Map.entry('y', ChronoField.YEAR),
            Map.entry('x', IsoFields.WEEK_BASED_YEAR),
            Map.entry('w', IsoFields.WEEK_OF_WEEK_BASED_YEAR),
            Map.entry('e', ChronoField.DAY_OF_WEEK),
            Map.entry('D', ChronoField.DAY_OF_YEAR),
            Map.entry('M', ChronoField.MONTH_OF_YEAR),
            Map.entry('d', ChronoField.DAY_OF_MONTH),
            Map.entry('K', ChronoField.HOUR_OF_AMPM),
            Map.entry('h', ChronoField.CLOCK_HOUR_OF_AMPM),
            Map.entry('H', ChronoField.HOUR_OF_DAY),
            Map.entry('k', ChronoField.CLOCK_HOUR_OF_DAY),
            Map.entry('m', ChronoField.MINUTE_OF_HOUR),
            Map.entry('s', ChronoField.SECOND_OF_MINUTE));

    private static final ZoneId UTC = ZoneId.of("UTC");

    private JodaDates() {}

    static String format(String time, String format) {
        return formatter(format, true).format(EngineTimes.parse(time).atZone(UTC));
    }

    /** @return in UTC, as DuckDB reads it */
    static String parse(String text, String format) {
        try {
            ZonedDateTime time =
                    ZonedDateTime.parse(text, formatter(format, false).withZone(UTC));
            return EngineTimes.text(LocalDateTime.ofInstant(time.toInstant(), UTC));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Invalid format: \"" + text + "\" is not " + format, e);
        }
    }

    private static DateTimeFormatter formatter(String format, boolean prints) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i);
            if (c == '\'') {
                i = literal(format, i + 1, builder);
            } else if (Character.isLetter(c)) {
                int end = i;
                while (end < format.length() && format.charAt(end) == c) {
                    end++;
                }
                boolean adjacent = end < format.length() && Character.isLetter(format.charAt(end));
                letters(c, end - i, prints || adjacent ? end - i : 1, builder);
                i = end;
            } else {
                builder.appendLiteral(c);
                i++;
            }
        }
        if (!prints) {
            EngineTimes.fillWhatIsMissing(builder);
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    /** @return behind the closing quote; two quotes are one */
    private static int literal(String format, int from, DateTimeFormatterBuilder to) {
        if (from < format.length() && format.charAt(from) == '\'') {
            to.appendLiteral('\'');
            return from + 1;
        }
        StringBuilder text = new StringBuilder();
        for (int i = from; i < format.length(); i++) {
            if (format.charAt(i) != '\'') {
                text.append(format.charAt(i));
            } else if (i + 1 < format.length() && format.charAt(i + 1) == '\'') {
                text.append('\'');
                i++;
            } else {
                to.appendLiteral(text.toString());
                return i + 1;
            }
        }
        throw new IllegalArgumentException("A quote in a format must be closed: " + format);
    }

    /** @param least as many digits a number has; a reader takes more, unless another number follows at once */
    private static void letters(char c, int count, int least, DateTimeFormatterBuilder to) {
        TemporalField field = NUMBERS.get(c);
        if (c == 'M' && count > 2) {
            to.appendText(field, count == 3 ? TextStyle.SHORT : TextStyle.FULL);
        } else if ((c == 'y' || c == 'Y' || c == 'x') && count == 2 && field != null) {
            to.appendValueReduced(field, 2, 2, 1970);
        } else if (field != null) {
            to.appendValue(field, least, least == count && count > 1 ? Math.max(count, 4) : 10, SignStyle.NORMAL);
        } else {
            switch (c) {
                case 'E' -> to.appendText(ChronoField.DAY_OF_WEEK, count < 4 ? TextStyle.SHORT : TextStyle.FULL);
                case 'a' -> to.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
                case 'S' -> to.appendFraction(ChronoField.NANO_OF_SECOND, least, count, false);
                case 'z' -> to.appendZoneText(count < 4 ? TextStyle.SHORT : TextStyle.FULL);
                case 'Z' -> {
                    if (count > 2) {
                        to.appendZoneId();
                    } else {
                        to.appendOffset(count == 1 ? "+HHMM" : "+HH:MM", count == 1 ? "+0000" : "+00:00");
                    }
                }
                default -> throw new IllegalArgumentException("Illegal pattern component: " + c);
            }
        }
    }
}
