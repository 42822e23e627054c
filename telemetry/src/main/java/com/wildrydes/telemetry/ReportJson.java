package com.wildrydes.telemetry;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A report as the workshop's clients write it: one JSON object with PascalCase keys.
 *
 * <p>Reading takes the keys in any order and ignores keys it does not know. Numbers may be written with or without a
 * fraction, except points, which are whole. Thread-safe.
 */
public final class ReportJson {

    private ReportJson() {}

    /** @throws InvalidReportException when these bytes are not one valid report */
    public static Report read(byte[] json) {
        return read(json, 0, json.length);
    }

    /**
     * As {@link #read(byte[])}.
     *
     * @param likelyName what the report's name should be, such as the key of its record: if it is, the report holds this very
     *     string, and none is made
     * @throws InvalidReportException when these bytes are not one valid report
     */
    public static Report read(byte[] json, String likelyName) {
        Report usual = ReportScanner.read(json, 0, json.length, likelyName);
        return usual != null ? usual : parse(json, 0, json.length);
    }

    /** @throws InvalidReportException when these bytes are not one valid report */
    public static Report read(byte[] json, int offset, int length) {
        Report usual = ReportScanner.read(json, offset, offset + length, null);
        return usual != null ? usual : parse(json, offset, length);
    }

    /**
     * Reads a report as it should be sent, which most are: the seven keys once each and no others, text in ASCII without escapes,
     * StatusTime in its wire form. Blanks and line breaks may stand between tokens.
     *
     * @return null for any other, valid or not
     * @throws InvalidReportException when it is, but for a value that is out of its range
     */
    public static @Nullable Report readUsual(byte[] json) {
        return ReportScanner.read(json, 0, json.length, null);
    }

    /** Reads a report of any shape. {@link ReportScanner} must agree with this. */
    static Report parse(byte[] json, int offset, int length) {
        try (JsonParser parser = Json.parser(json, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notOneObject();
            }
            Report report = readObject(parser);
            if (parser.nextToken() != null) {
                throw notOneObject();
            }
            return report;
        } catch (JacksonException e) {
            throw new InvalidReportException(Reason.NOT_JSON, "A report must be JSON: " + e.getOriginalMessage());
        }
    }

    private static InvalidReportException notOneObject() {
        return new InvalidReportException(
                Reason.NOT_ONE_OBJECT, "A report must be one JSON object and nothing else beside it");
    }

    private static Report readObject(JsonParser parser) {
        String name = null;
        String statusTime = null;
        Double latitude = null;
        Double longitude = null;
        Double distance = null;
        Integer health = null;
        Integer magic = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "Name" -> name = text(parser, key);
                case "StatusTime" -> statusTime = text(parser, key);
                case "Latitude" -> latitude = number(parser, key);
                case "Longitude" -> longitude = number(parser, key);
                case "Distance" -> distance = number(parser, key);
                case "HealthPoints" -> health = points(parser, key);
                case "MagicPoints" -> magic = points(parser, key);
                default -> parser.skipChildren();
            }
        }
        return new Report(
                present(name, "Name"),
                StatusTime.parse(present(statusTime, "StatusTime")),
                present(latitude, "Latitude"),
                present(longitude, "Longitude"),
                present(distance, "Distance"),
                present(health, "HealthPoints"),
                present(magic, "MagicPoints"));
    }

    private static <T> T present(@Nullable T value, String key) {
        if (value == null) {
            throw new InvalidReportException(Reason.MISSING_KEY, "A report must have " + key);
        }
        return value;
    }

    private static String text(JsonParser parser, String key) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(parser, key, "a string");
        }
        return parser.getString();
    }

    private static double number(JsonParser parser, String key) {
        if (!parser.currentToken().isNumeric()) {
            throw wrongType(parser, key, "a number");
        }
        return parser.getDoubleValue();
    }

    private static int points(JsonParser parser, String key) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(parser, key, "a whole number");
        }
        if (parser.getNumberType() != JsonParser.NumberType.INT) {
            throw new InvalidReportException(
                    Reason.POINTS, key + " must be a 32-bit integer, but was " + parser.getString());
        }
        return parser.getIntValue();
    }

    private static InvalidReportException wrongType(JsonParser parser, String key, String expected) {
        return new InvalidReportException(
                Reason.WRONG_TYPE, key + " must be " + expected + ", but was " + parser.currentToken());
    }

    /** One line: the object and a line break, as every record of the stream {@code wildrydes} is written. */
    public static byte[] write(Report report) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(192);
        try (JsonGenerator json = Json.generator(line)) {
            json.writeStartObject();
            json.writeNumberProperty("Distance", report.distanceMetres());
            json.writeNumberProperty("HealthPoints", report.healthPoints());
            json.writeNumberProperty("Latitude", report.latitude());
            json.writeNumberProperty("Longitude", report.longitude());
            json.writeNumberProperty("MagicPoints", report.magicPoints());
            json.writeStringProperty("Name", report.name());
            json.writeStringProperty("StatusTime", StatusTime.format(report.statusTime()));
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }
}
