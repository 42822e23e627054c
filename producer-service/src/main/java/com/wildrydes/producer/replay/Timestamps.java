package com.wildrydes.producer.replay;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.StatusTime;
import java.time.Instant;

/** The forms in which recordings write times. */
final class Timestamps {

    /** From here on a whole number is milliseconds: as seconds it would lie in the year 5138. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private Timestamps() {}

    /**
     * Reads ISO-8601 with or without an offset, with T or a blank, or seconds or milliseconds since 1970. Without an offset it is
     * UTC. Parts below a millisecond are cut off.
     *
     * @throws IllegalArgumentException when the text is no such time
     */
    static Instant parse(String text) {
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty() && text.length() <= 15) {
                long number = Long.parseLong(text);
                return number < LEAST_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            }
            boolean date = text.length() > 11 && (text.charAt(10) == 'T' || text.charAt(10) == ' ');
            if (date && hasOffset(text)) {
                return StatusTime.parse(text.replace(' ', 'T'));
            }
            return StatusTime.parse(date ? text.replace('T', ' ') : text);
        } catch (InvalidReportException e) {
            throw new IllegalArgumentException(
                    "The time must be ISO-8601 such as 2026-01-26 15:57:02, or seconds or milliseconds since 1970, but was \""
                            + (text.length() <= 40 ? text : text.substring(0, 40) + '…') + '"',
                    e);
        }
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.indexOf('+', 11) > 0 || text.indexOf('-', 11) > 0;
    }
}
