package com.wildrydes.persister;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads attributes of an item; each says which one is missing or is of another type by an {@link InvalidReportException}. */
final class ItemAttributes {

    private ItemAttributes() {}

    static String text(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        @Nullable String text = value == null ? null : value.s();
        if (text == null) {
            throw new InvalidReportException(Reason.MISSING_KEY, "An item must have the text " + attribute);
        }
        return text;
    }

    static int integer(Map<String, AttributeValue> item, String attribute) {
        return number(item, attribute, Integer::valueOf);
    }

    static long whole(Map<String, AttributeValue> item, String attribute) {
        return number(item, attribute, Long::valueOf);
    }

    static double decimal(Map<String, AttributeValue> item, String attribute) {
        return number(item, attribute, Double::valueOf);
    }

    private static <T> T number(Map<String, AttributeValue> item, String attribute, Function<String, T> parse) {
        AttributeValue value = item.get(attribute);
        @Nullable String number = value == null ? null : value.n();
        if (number == null) {
            throw new InvalidReportException(Reason.MISSING_KEY, "An item must have the number " + attribute);
        }
        try {
            return parse.apply(number);
        } catch (NumberFormatException e) {
            throw new InvalidReportException(
                    Reason.WRONG_TYPE, attribute + " must be a number of its kind, but was " + number);
        }
    }
}
