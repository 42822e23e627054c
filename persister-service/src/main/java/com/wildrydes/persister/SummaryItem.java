package com.wildrydes.persister;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.StatusTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A summary as an item of the table: the attributes of its JSON, and {@code ExpiresAt} when it is not kept for good. */
final class SummaryItem {

    static final String NAME = "Name";
    static final String STATUS_TIME = "StatusTime";
    static final String SAMPLES = "Samples";

    /** Seconds since 1970, DynamoDB's form of a time to live. */
    static final String EXPIRES_AT = "ExpiresAt";

    private SummaryItem() {}

    /** @param keep how long after its window's start the summary may be deleted; null keeps it for good */
    static Map<String, AttributeValue> of(MinuteSummary summary, @Nullable Duration keep) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(NAME, AttributeValue.fromS(summary.name()));
        item.put(STATUS_TIME, AttributeValue.fromS(StatusTime.format(summary.windowStart())));
        item.put("Distance", number(Double.toString(summary.distanceMetres())));
        item.put("MinMagicPoints", number(summary.minMagicPoints()));
        item.put("MaxMagicPoints", number(summary.maxMagicPoints()));
        item.put("MinHealthPoints", number(summary.minHealthPoints()));
        item.put("MaxHealthPoints", number(summary.maxHealthPoints()));
        item.put(SAMPLES, number(summary.samples()));
        if (keep != null) {
            item.put(EXPIRES_AT, number(summary.windowStart().plus(keep).getEpochSecond()));
        }
        return item;
    }

    /**
     * An item without {@code Samples}, as an older version or the workshop's own code wrote it, counts as one sample.
     *
     * @throws InvalidReportException when the item is no summary
     */
    static MinuteSummary read(Map<String, AttributeValue> item) {
        try {
            return new MinuteSummary(
                    textIn(item, NAME),
                    StatusTime.parse(textIn(item, STATUS_TIME)),
                    Double.parseDouble(numberIn(item, "Distance")),
                    Integer.parseInt(numberIn(item, "MinMagicPoints")),
                    Integer.parseInt(numberIn(item, "MaxMagicPoints")),
                    Integer.parseInt(numberIn(item, "MinHealthPoints")),
                    Integer.parseInt(numberIn(item, "MaxHealthPoints")),
                    item.containsKey(SAMPLES) ? Long.parseLong(numberIn(item, SAMPLES)) : 1);
        } catch (NumberFormatException e) {
            throw new InvalidReportException(
                    InvalidReportException.Reason.WRONG_TYPE,
                    "An item's numbers must be numbers, but: " + e.getMessage());
        }
    }

    private static String numberIn(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        String number = value == null ? null : value.n();
        if (number == null) {
            throw new InvalidReportException(
                    InvalidReportException.Reason.MISSING_KEY, "An item must have the number " + attribute);
        }
        return number;
    }

    private static String textIn(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        String text = value == null ? null : value.s();
        if (text == null) {
            throw new InvalidReportException(
                    InvalidReportException.Reason.MISSING_KEY, "An item must have the text " + attribute);
        }
        return text;
    }

    private static AttributeValue number(long value) {
        return number(Long.toString(value));
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }
}
