package com.wildrydes.localaws.athena.engine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes intervals as Trino does: {@code 3-5} of years and months, {@code 2 03:00:00.000} of days and less. */
final class Intervals {

    private static final Pattern PART = Pattern.compile("(-?\\d+) (year|month|day)s?");
    private static final Pattern CLOCK = Pattern.compile("(-?)(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,3})\\d*)?");

    private Intervals() {}

    /** @param interval as DuckDB writes it, such as {@code 2 days 03:00:00} */
    static String text(String interval) {
        long months = 0;
        long millis = 0;
        boolean hasMonths = false;
        boolean hasMillis = false;
        Matcher parts = PART.matcher(interval);
        while (parts.find()) {
            long count = Long.parseLong(parts.group(1));
            if (parts.group(2).equals("day")) {
                millis += count * 86_400_000;
                hasMillis = true;
            } else {
                months += parts.group(2).equals("year") ? 12 * count : count;
                hasMonths = true;
            }
        }
        Matcher clock = CLOCK.matcher(interval);
        if (clock.find()) {
            long seconds = Long.parseLong(clock.group(2)) * 3_600
                    + Long.parseLong(clock.group(3)) * 60
                    + Long.parseLong(clock.group(4));
            String fraction = clock.group(5) == null ? "" : clock.group(5);
            long of = seconds * 1_000 + Long.parseLong((fraction + "000").substring(0, 3));
            millis += clock.group(1).isEmpty() ? of : -of;
            hasMillis = true;
        }
        return hasMonths && !hasMillis ? ofMonths(months) : ofMillis(millis);
    }

    private static String ofMonths(long months) {
        long all = Math.abs(months);
        return (months < 0 ? "-" : "") + all / 12 + "-" + all % 12;
    }

    private static String ofMillis(long millis) {
        long all = Math.abs(millis);
        return String.format(
                Locale.ROOT,
                "%s%d %02d:%02d:%02d.%03d",
                millis < 0 ? "-" : "",
                all / 86_400_000,
                all / 3_600_000 % 24,
                all / 60_000 % 60,
                all / 1_000 % 60,
                all % 1_000);
    }
}
