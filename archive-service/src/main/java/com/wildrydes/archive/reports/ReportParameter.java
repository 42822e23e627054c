package com.wildrydes.archive.reports;

import com.wildrydes.archive.InvalidParameterException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a ready report asks its caller for.
 *
 * @param defaultValue taken when the caller says nothing; null where {@code defaultAge} is, and where the caller must say
 * @param defaultAge of a time: the default is so long before now
 * @param least of a number, inclusive
 * @param most of a number, inclusive
 */
record ReportParameter(
        String name,
        Type type,
        String description,
        @Nullable Object defaultValue,
        @Nullable Duration defaultAge,
        @Nullable Long least,
        @Nullable Long most) {

    private static final int MAX_CHARACTERS = 128;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** How the API writes a value: text and times as JSON's strings, numbers as whole ones. */
    enum Type {
        TEXT,
        TIME,
        NUMBER
    }

    static ReportParameter text(String name, String description) {
        return new ReportParameter(name, Type.TEXT, description, null, null, null, null);
    }

    /** A time that the caller must say. */
    static ReportParameter time(String name, String description) {
        return new ReportParameter(name, Type.TIME, description, null, null, null, null);
    }

    static ReportParameter time(String name, String description, Duration defaultAge) {
        return new ReportParameter(name, Type.TIME, description, null, defaultAge, null, null);
    }

    static ReportParameter number(String name, String description, long defaultValue, long least, long most) {
        return new ReportParameter(name, Type.NUMBER, description, defaultValue, null, least, most);
    }

    boolean isRequired() {
        return defaultValue == null && defaultAge == null;
    }

    /**
     * The value that a request gives: a String, an Instant in whole milliseconds, or a Long.
     *
     * @throws InvalidParameterException when it is missing or breaks its rule
     */
    Object value(@Nullable JsonNode given, Clock clock) {
        if (given == null || given.isNull()) {
            if (defaultAge != null) {
                return clock.instant().minus(defaultAge).truncatedTo(ChronoUnit.MILLIS);
            }
            if (defaultValue != null) {
                return defaultValue;
            }
            throw new InvalidParameterException(name, "must be given: " + mustBe(), null);
        }
        return switch (type) {
            case TEXT -> text(given);
            case TIME -> time(given);
            case NUMBER -> number(given);
        };
    }

    private String mustBe() {
        return switch (type) {
            case TEXT -> "1 to " + MAX_CHARACTERS + " characters of text";
            case TIME -> "a time such as 2026-11-23T01:00:00Z";
            case NUMBER -> "a whole number from " + least + " to " + most;
        };
    }

    private InvalidParameterException broken(JsonNode given) {
        return new InvalidParameterException(
                name, "must be " + mustBe(), given.isString() ? given.stringValue() : given.toString());
    }

    private String text(JsonNode given) {
        if (!given.isString()
                || given.stringValue().isEmpty()
                || given.stringValue().codePointCount(0, given.stringValue().length()) > MAX_CHARACTERS
                || given.stringValue().chars().anyMatch(Character::isISOControl)) {
            throw broken(given);
        }
        return given.stringValue();
    }

    private Instant time(JsonNode given) {
        try {
            Instant time =
                    OffsetDateTime.parse(given.stringValue("")).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw broken(given);
            }
            return time;
        } catch (DateTimeException e) {
            throw broken(given);
        }
    }

    private Long number(JsonNode given) {
        if (!given.isIntegralNumber() || !given.canConvertToLong()) {
            throw broken(given);
        }
        long number = given.longValue();
        if (least != null && number < least || most != null && number > most) {
            throw broken(given);
        }
        return number;
    }
}
