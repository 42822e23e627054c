package com.wildrydes.localaws.athena.catalogue;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that partition projection allows a key: {@code projection.<key>.type} date, integer, enum or injected, with its range.
 * A key without one takes whatever folders there are.
 */
final class PartitionKey {

    private static final Pattern NOW = Pattern.compile("NOW\\s*(?:([+-])\\s*(\\d+)\\s*([A-Z]+?)S?)?");

    private final String name;
    private final String type;
    private final Map<String, String> properties;

    PartitionKey(String name, Map<String, String> properties) {
        this.name = name;
        this.properties = properties;
        type = property("type").toLowerCase(Locale.ROOT);
    }

    private String property(String suffix) {
        return properties.getOrDefault("projection." + name + "." + suffix, "");
    }

    /** How many folders deep a value is: a date's format may hold slashes. */
    int folders() {
        return type.equals("date") ? property("format").split("/", -1).length : 1;
    }

    /** Whether projection would make this value. */
    boolean allows(String value, Instant now) {
        try {
            return switch (type) {
                case "date" -> isInDateRange(value, now);
                case "integer" -> {
                    String[] range = property("range").split(",");
                    long number = Long.parseLong(value);
                    yield number >= Long.parseLong(range[0].strip()) && number <= Long.parseLong(range[1].strip());
                }
                case "enum" ->
                    Arrays.stream(property("values").split(","))
                            .anyMatch(one -> one.strip().equals(value));
                default -> true;
            };
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    private boolean isInDateRange(String value, Instant now) {
        DateTimeFormatter format = new DateTimeFormatterBuilder()
                .appendPattern(property("format"))
                .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .toFormatter(Locale.ROOT);
        LocalDateTime time = LocalDateTime.parse(value, format);
        String[] range = property("range").split(",");
        return !time.isBefore(bound(range[0].strip(), format, now))
                && !time.isAfter(bound(range[1].strip(), format, now));
    }

    private static LocalDateTime bound(String text, DateTimeFormatter format, Instant now) {
        Matcher relative = NOW.matcher(text);
        if (!relative.matches()) {
            return LocalDateTime.parse(text, format);
        }
        LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        if (relative.group(1) == null) {
            return time;
        }
        long amount = Long.parseLong(relative.group(2)) * (relative.group(1).equals("-") ? -1 : 1);
        return time.plus(amount, ChronoUnit.valueOf(relative.group(3) + "S"));
    }
}
