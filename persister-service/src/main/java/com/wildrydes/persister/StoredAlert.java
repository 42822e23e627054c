package com.wildrydes.persister;

import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.StatusTime;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a unicorn's alert stands, as the aggregator keeps it.
 *
 * @param since the time of the report that changed it last
 * @param value the vital sign in that report
 */
record StoredAlert(String name, Vital vital, State state, Instant since, int value) {

    static final String NAME = "Name";
    static final String VITAL = "Vital";
    static final String STATE = "State";

    /** @throws InvalidReportException when the item is no alert */
    static StoredAlert read(Map<String, AttributeValue> item) {
        return new StoredAlert(
                ItemAttributes.text(item, NAME),
                Vital.of(ItemAttributes.text(item, VITAL)),
                State.of(ItemAttributes.text(item, STATE)),
                StatusTime.parse(ItemAttributes.text(item, "Since")),
                ItemAttributes.integer(item, "Value"));
    }
}
