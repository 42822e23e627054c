package com.wildrydes.archive.reports;

import com.wildrydes.archive.InvalidParameterException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * The time that a report asks about, and the archive's hours that must be read for it. A report lies in the hour in which it was
 * archived: that of its arrival or a later one, much later after an outage.
 *
 * @param from the first moment
 * @param to behind the last moment
 * @param lateHours how long after its arrival a report may have been archived
 */
record TimeRange(Instant from, Instant to, long lateHours) {

    static final String FROM = "from";
    static final String TO = "to";
    static final String LATE = "lateHours";

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH");

    /** @throws InvalidParameterException when it is empty */
    static TimeRange of(Instant from, Instant to, long lateHours) {
        if (!from.isBefore(to)) {
            throw new InvalidParameterException(TO, "must be after from, " + from, to);
        }
        return new TimeRange(from, to, lateHours);
    }

    /** The first and the last of the hours, as the table's {@code datehour} has them. */
    Map<String, String> hours() {
        Instant last = to.minusMillis(1).plus(Duration.ofHours(lateHours));
        return Map.of("fromHour", hour(from), "toHour", hour(last));
    }

    private static String hour(Instant time) {
        return HOUR.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }
}
