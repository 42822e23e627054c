package com.wildrydes.telemetry;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The text form of times on the wire: UTC, {@code yyyy-MM-dd HH:mm:ss.SSS}, as the workshop's clients write them. */
public final class StatusTime {

    private static final int LENGTH = "yyyy-MM-dd HH:mm:ss.SSS".length();
    private static final int[] POWERS_OF_TEN = {1, 10, 100, 1000};
    private static final Instant LEAST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant GREATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private StatusTime() {}

    /** Written to the millisecond; smaller parts are cut off. The year must be 0 to 9999. */
    public static String format(Instant time) {
        return append(new StringBuilder(LENGTH), time).toString();
    }

    /** As {@link #format}, put after what is there already. */
    static StringBuilder append(StringBuilder text, Instant time) {
        // Not ofInstant, which makes all the rules of a time zone first.
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        digits(text, 4, utc.getYear()).append('-');
        digits(text, 2, utc.getMonthValue()).append('-');
        digits(text, 2, utc.getDayOfMonth()).append(' ');
        digits(text, 2, utc.getHour()).append(':');
        digits(text, 2, utc.getMinute()).append(':');
        digits(text, 2, utc.getSecond()).append('.');
        return digits(text, 3, utc.getNano() / 1_000_000);
    }

    /**
     * Reads {@code yyyy-MM-dd HH:mm:ss} with or without a fraction of a second, or ISO-8601 with an offset. Parts below a
     * millisecond are cut off.
     *
     * @throws InvalidReportException with {@link Reason#STATUS_TIME} when the text is no such time
     */
    public static Instant parse(String text) {
        try {
            Instant time = text.length() > 10 && text.charAt(10) == ' '
                    ? LocalDateTime.parse(text.substring(0, 10) + 'T' + text.substring(11))
                            .toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                            .toInstant();
            return check(time.truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            throw new InvalidReportException(
                    Reason.STATUS_TIME,
                    "StatusTime must be UTC as yyyy-MM-dd HH:mm:ss.SSS, or ISO-8601 with an offset, but was \""
                            + shortened(text) + '"');
        }
    }

    /**
     * Reads {@code yyyy-MM-dd HH:mm:ss.SSS} alone, without garbage.
     *
     * @return milliseconds since 1970; otherwise when it is not just this, or no time
     */
    static long plainMillis(byte[] text, int from, int to, long otherwise) {
        if (to - from != LENGTH
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || text[from + 10] != ' '
                || text[from + 13] != ':'
                || text[from + 16] != ':'
                || text[from + 19] != '.') {
            return otherwise;
        }
        int year = digits(text, from, 4);
        int month = digits(text, from + 5, 2);
        int day = digits(text, from + 8, 2);
        int hour = digits(text, from + 11, 2);
        int minute = digits(text, from + 14, 2);
        int second = digits(text, from + 17, 2);
        int millis = digits(text, from + 20, 3);
        if ((year | month | day | hour | minute | second | millis) < 0) {
            return otherwise;
        }
        try {
            return IsoChronology.INSTANCE.epochSecond(year, month, day, hour, minute, second, ZoneOffset.UTC) * 1000
                    + millis;
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    /** @return -1 when there is anything but digits */
    private static int digits(byte[] text, int from, int count) {
        int value = 0;
        for (int at = from; at < from + count; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    static Instant check(Instant time) {
        if (time.isBefore(LEAST) || time.isAfter(GREATEST)) {
            throw new InvalidReportException(
                    Reason.STATUS_TIME, "StatusTime must be in the years 0 to 9999, but was " + time);
        }
        return time;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + '…';
    }

    private static StringBuilder digits(StringBuilder text, int count, int value) {
        for (int power = POWERS_OF_TEN[count - 1]; power > 0; power /= 10) {
            text.append((char) ('0' + value / power % 10));
        }
        return text;
    }
}
