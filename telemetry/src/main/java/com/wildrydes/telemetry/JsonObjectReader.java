package com.wildrydes.telemetry;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The flat values of one JSON object, for records that are too rare to need a parser of their own. */
final class JsonObjectReader {

    private final String what;
    private final Map<String, Object> values;

    private JsonObjectReader(String what, Map<String, Object> values) {
        this.what = what;
        this.values = values;
    }

    /**
     * @param what the subject of error messages, such as "A summary"
     * @throws InvalidReportException when these bytes are not one JSON object
     */
    static JsonObjectReader read(byte[] json, String what) {
        try (JsonParser parser = Json.parser(json, 0, json.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notOneObject(what);
            }
            Map<String, Object> values = new HashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.VALUE_STRING) {
                    values.put(key, parser.getString());
                } else if (token.isNumeric()) {
                    values.put(key, parser.getDecimalValue());
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw notOneObject(what);
            }
            return new JsonObjectReader(what, values);
        } catch (JacksonException e) {
            throw new InvalidReportException(Reason.NOT_JSON, what + " must be JSON: " + e.getOriginalMessage());
        }
    }

    private static InvalidReportException notOneObject(String what) {
        return new InvalidReportException(
                Reason.NOT_ONE_OBJECT, what + " must be one JSON object and nothing else beside it");
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        return get(key, String.class, "a string");
    }

    byte[] base64(String key) {
        String text = text(key);
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidReportException(Reason.WRONG_TYPE, key + " must be base64: " + e.getMessage());
        }
    }

    double number(String key) {
        return get(key, BigDecimal.class, "a number").doubleValue();
    }

    int integer(String key) {
        long value = whole(key);
        if (value != (int) value) {
            throw new InvalidReportException(Reason.POINTS, key + " must be a 32-bit integer, but was " + value);
        }
        return (int) value;
    }

    long whole(String key) {
        BigDecimal value = get(key, BigDecimal.class, "a number");
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidReportException(Reason.WRONG_TYPE, key + " must be a whole number, but was " + value);
        }
    }

    private <T> T get(String key, Class<T> type, String expected) {
        Object value = values.get(key);
        if (value == null) {
            throw new InvalidReportException(Reason.MISSING_KEY, what + " must have " + key);
        }
        if (!type.isInstance(value)) {
            throw new InvalidReportException(Reason.WRONG_TYPE, key + " must be " + expected + ", but was " + value);
        }
        return type.cast(value);
    }
}
