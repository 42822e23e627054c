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
    private static final byte[] NAME = key("Name");
    private static final byte[] STATUS_TIME = key("StatusTime");
    private static final byte[] LATITUDE = key("Latitude");
    private static final byte[] LONGITUDE = key("Longitude");
    private static final byte[] DISTANCE = key("Distance");
    private static final byte[] HEALTH_POINTS = key("HealthPoints");
    private static final byte[] MAGIC_POINTS = key("MagicPoints");

    /** A whole number that no report holds: neither a 32-bit integer nor a time of the years 0 to 9999. */
    private static final long NONE = Long.MIN_VALUE;

    private ReportScanner() {}

    /** With the quote at its end, which tells it from a longer one. */
    private static byte[] key(String name) {
        return (name + '"').getBytes(StandardCharsets.US_ASCII);
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
            int quote = skipBlanks(json, at + 1, end);
            byte[] key = keyAt(json, quote + 1, end);
            if (key == null || byteAt(json, quote, end) != '"') {
                return null;
            }
            int colon = skipBlanks(json, quote + 1 + key.length, end);
            int value = skipBlanks(json, colon + 1, end);
            if (byteAt(json, colon, end) != ':') {
                return null;
            }
            keys++;
            int valueEnd;
            if (key == NAME || key == STATUS_TIME) {
                valueEnd = endOfText(json, value + 1, end);
                if (byteAt(json, value, end) != '"' || valueEnd == end) {
                    return null;
                }
                if (key == NAME) {
                    name = text(json, value + 1, valueEnd, likelyName);
                } else {
                    statusTime = StatusTime.plainMillis(json, value + 1, valueEnd, NONE);
                }
                valueEnd++;
            } else {
                valueEnd = PlainNumber.end(json, value, end);
                if (key == HEALTH_POINTS) {
                    health = PlainNumber.integer(json, value, valueEnd, NONE);
                } else if (key == MAGIC_POINTS) {
                    magic = PlainNumber.integer(json, value, valueEnd, NONE);
                } else if (key == LATITUDE) {
                    latitude = PlainNumber.decimal(json, value, valueEnd);
                } else if (key == LONGITUDE) {
                    longitude = PlainNumber.decimal(json, value, valueEnd);
                } else {
                    distance = PlainNumber.decimal(json, value, valueEnd);
                }
            }
            at = skipBlanks(json, valueEnd, end);
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

    /** Where the text's closing quote is; the end when there is none or the text is not plain. */
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

    /** The key that begins here, after its first quote; null for any that is not of a report. */
    private static byte @Nullable [] keyAt(byte[] json, int at, int end) {
        byte[] key = switch (byteAt(json, at, end)) {
            case 'D' -> DISTANCE;
            case 'H' -> HEALTH_POINTS;
            case 'L' -> byteAt(json, at + 1, end) == 'a' ? LATITUDE : LONGITUDE;
            case 'M' -> MAGIC_POINTS;
            case 'N' -> NAME;
            default -> STATUS_TIME;
        };
        return at + key.length <= end && Arrays.equals(key, 0, key.length, json, at, at + key.length) ? key : null;
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
