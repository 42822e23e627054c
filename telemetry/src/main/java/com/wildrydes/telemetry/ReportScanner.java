package com.wildrydes.telemetry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a report of the usual shape, several times as fast as a JSON parser and with no garbage: the seven keys once each and
 * no others, in any order; text in printable ASCII without escapes; numbers without exponents. Anything else it leaves to
 * {@link ReportJson}'s parser, which also finds the words for what is wrong. Stateless.
 */
final class ReportScanner {

    private static final int KEYS = 7;
    private static final byte[] NAME = ascii("Name");
    private static final byte[] STATUS_TIME = ascii("StatusTime");
    private static final byte[] LATITUDE = ascii("Latitude");
    private static final byte[] LONGITUDE = ascii("Longitude");
    private static final byte[] DISTANCE = ascii("Distance");
    private static final byte[] HEALTH_POINTS = ascii("HealthPoints");
    private static final byte[] MAGIC_POINTS = ascii("MagicPoints");

    /** A whole number that no report holds: neither a 32-bit integer nor a time of the years 0 to 9999. */
    private static final long NONE = Long.MIN_VALUE;

    private ReportScanner() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * @param end where the report ends, exclusive
     * @param likelyName see {@link ReportJson#read(byte[], String)}
     * @return null for what is not of the usual shape, whether valid or not
     * @throws InvalidReportException for what is, when a value is out of its range
     */
    static @Nullable Report read(byte[] json, int offset, int end, @Nullable String likelyName) {
        String name = null;
        long statusTime = NONE;
        double latitude = Double.NaN;
        double longitude = Double.NaN;
        double distance = Double.NaN;
        long health = NONE;
        long magic = NONE;

        int keys = 0;
        int at = skipBlanks(json, offset, end);
        if (byteAt(json, at, end) != '{') {
            return null;
        }
        do {
            int key = skipBlanks(json, at + 1, end) + 1;
            int keyEnd = endOfText(json, key, end);
            int colon = skipBlanks(json, keyEnd + 1, end);
            int value = skipBlanks(json, colon + 1, end);
            if (byteAt(json, key - 1, end) != '"' || byteAt(json, colon, end) != ':') {
                return null;
            }
            keys++;
            if (byteAt(json, value, end) == '"') {
                value++;
                int valueEnd = endOfText(json, value, end);
                if (is(NAME, json, key, keyEnd)) {
                    name = text(json, value, valueEnd, likelyName);
                } else if (is(STATUS_TIME, json, key, keyEnd)) {
                    statusTime = StatusTime.plainMillis(json, value, valueEnd, NONE);
                } else {
                    return null;
                }
                at = skipBlanks(json, valueEnd + 1, end);
            } else {
                int valueEnd = PlainNumber.end(json, value, end);
                if (is(LATITUDE, json, key, keyEnd)) {
                    latitude = PlainNumber.decimal(json, value, valueEnd);
                } else if (is(LONGITUDE, json, key, keyEnd)) {
                    longitude = PlainNumber.decimal(json, value, valueEnd);
                } else if (is(DISTANCE, json, key, keyEnd)) {
                    distance = PlainNumber.decimal(json, value, valueEnd);
                } else if (is(HEALTH_POINTS, json, key, keyEnd)) {
                    health = PlainNumber.integer(json, value, valueEnd, NONE);
                } else if (is(MAGIC_POINTS, json, key, keyEnd)) {
                    magic = PlainNumber.integer(json, value, valueEnd, NONE);
                } else {
                    return null;
                }
                at = skipBlanks(json, valueEnd, end);
            }
        } while (byteAt(json, at, end) == ',');
        if (byteAt(json, at, end) != '}' || skipBlanks(json, at + 1, end) != end) {
            return null;
        }

        // As many values as keys: none was missing, not plain, or there twice.
        if (keys != KEYS
                || name == null
                || statusTime == NONE
                || Double.isNaN(latitude)
                || Double.isNaN(longitude)
                || Double.isNaN(distance)
                || health == NONE
                || magic == NONE) {
            return null;
        }
        return new Report(
                name, Instant.ofEpochMilli(statusTime), latitude, longitude, distance, (int) health, (int) magic);
    }

    private static int skipBlanks(byte[] json, int from, int end) {
        int at = from;
        while (at < end && json[at] <= ' ' && isBlank(json[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Past the end a byte that stands for nothing in JSON. */
    private static int byteAt(byte[] json, int at, int end) {
        return at < end ? json[at] : 0;
    }

    /** Where the text's closing quote is; the end when there is none or the text is not plain, so that nothing can follow. */
    private static int endOfText(byte[] json, int from, int end) {
        for (int at = from; at < end; at++) {
            byte b = json[at];
            if (b == '"') {
                return at;
            }
            // All bytes of what is not ASCII are negative.
            if (b < ' ' || b == '\\') {
                return end;
            }
        }
        return end;
    }

    private static boolean is(byte[] word, byte[] json, int from, int to) {
        return to - from == word.length && Arrays.equals(word, 0, word.length, json, from, to);
    }

    private static String text(byte[] json, int from, int to, @Nullable String likely) {
        return likely != null && is(likely, json, from, to)
                ? likely
                : new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean is(String text, byte[] json, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != json[from + i]) {
                return false;
            }
        }
        return true;
    }
}
