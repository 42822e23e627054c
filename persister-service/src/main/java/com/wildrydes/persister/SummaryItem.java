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
        return new MinuteSummary(
                ItemAttributes.text(item, NAME),
                StatusTime.parse(ItemAttributes.text(item, STATUS_TIME)),
                ItemAttributes.decimal(item, "Distance"),
                ItemAttributes.integer(item, "MinMagicPoints"),
                ItemAttributes.integer(item, "MaxMagicPoints"),
                ItemAttributes.integer(item, "MinHealthPoints"),
                ItemAttributes.integer(item, "MaxHealthPoints"),
                item.containsKey(SAMPLES) ? ItemAttributes.whole(item, SAMPLES) : 1);
    }

    private static AttributeValue number(long value) {
        return number(Long.toString(value));
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }
}
