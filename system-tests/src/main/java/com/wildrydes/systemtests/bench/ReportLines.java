package com.wildrydes.systemtests.bench;

import com.wildrydes.telemetry.StatusTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes reports as the workshop's clients do, so cheaply that a loader takes little from the machine that it measures: a line is
 * a copy of the first one with its digits written over. For one thread.
 */
final class ReportLines {

    static final int MOST_UNICORNS = 1_000_000;

    private static final String NAME = "Unicorn-";
    private static final String FIRST =
            "{\"Distance\":10.00,\"HealthPoints\":120,\"Latitude\":40.700000,\"Longitude\":-73.900000,"
                    + "\"MagicPoints\":120,\"Name\":\"" + NAME
                    + "000000\",\"StatusTime\":\"2026-11-23 01:02:03.000\"}\n";
    private static final int DISTANCE = after("\"Distance\":");
    private static final int HEALTH = after("\"HealthPoints\":");
    private static final int LATITUDE = after("\"Latitude\":40.");
    private static final int LONGITUDE = after("\"Longitude\":-73.");
    private static final int MAGIC = after("\"MagicPoints\":");
    private static final int NUMBER = after(NAME);
    private static final int TIME = after("\"StatusTime\":\"");
    private static final int NUMBER_DIGITS = 6;
    private static final int MILLIS_DIGITS = 3;

    private final ReportNumbers numbers;
    private final byte[] line = FIRST.getBytes(StandardCharsets.US_ASCII);
    private long second = Long.MIN_VALUE;

    ReportLines(ReportNumbers numbers) {
        this.numbers = numbers;
    }

    private static int after(String text) {
        return FIRST.indexOf(text) + text.length();
    }

    static String name(int unicorn) {
        return String.format(Locale.ROOT, "%s%06d", NAME, unicorn);
    }

    /** The unicorn of this name; negative when it is none of ours. */
    static int unicorn(CharSequence name) {
        if (name.length() != NAME.length() + NUMBER_DIGITS || !NAME.contentEquals(name.subSequence(0, NAME.length()))) {
            return -1;
        }
        int unicorn = 0;
        for (int i = NAME.length(); i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            unicorn = 10 * unicorn + digit;
        }
        return unicorn;
    }

    /** Millionths of a degree north of 40°. */
    static int latitude(int unicorn, int number) {
        return 700_000 + (unicorn % 5000) + number % 20_000;
    }

    /** Millionths of a degree west of 73°. */
    static int longitude(int unicorn, int number) {
        return 900_000 + (unicorn % 7000) + number % 19_997;
    }

    /** The reports from this number to that, exclusive, a line each. */
    byte[] write(int from, int to) {
        byte[] lines = new byte[(to - from) * line.length];
        for (int number = from; number < to; number++) {
            int unicorn = numbers.unicorn(number);
            time(numbers.millis(number));
            digits(DISTANCE, 2, 10 + number % 87);
            digits(DISTANCE + 3, 2, number % 97);
            digits(HEALTH, 3, 110 + number % 41);
            digits(LATITUDE, 6, latitude(unicorn, number));
            digits(LONGITUDE, 6, longitude(unicorn, number));
            digits(MAGIC, 3, 120 + number % 37);
            digits(NUMBER, NUMBER_DIGITS, unicorn);
            System.arraycopy(line, 0, lines, (number - from) * line.length, line.length);
        }
        return lines;
    }

    private void time(long millis) {
        long now = Math.floorDiv(millis, 1000L);
        if (now != second) {
            second = now;
            byte[] text = StatusTime.format(Instant.ofEpochSecond(now)).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, line, TIME, text.length);
        }
        int end = TIME + "yyyy-MM-dd HH:mm:ss.".length();
        digits(end, MILLIS_DIGITS, (int) Math.floorMod(millis, 1000L));
    }

    private void digits(int at, int count, int value) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            line[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
