package com.wildrydes.aggregator.alerts;

import com.wildrydes.streams.Position;
import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import com.wildrydes.telemetry.StatusTime;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An alert's state as an item of its table: keys Name and Vital; State, Since, Value and Sequence.
 *
 * <p>Sequence is the position as a text of one length, so that texts are ordered as positions are: a sequence number has 56
 * digits, more than DynamoDB's numbers hold.
 */
final class AlertItem {

    static final String NAME = "Name";
    static final String VITAL = "Vital";
    static final String SEQUENCE = "Sequence";

    private static final String STATE = "State";
    private static final String SINCE = "Since";
    private static final String VALUE = "Value";
    private static final int SEQUENCE_DIGITS = 64;
    private static final int SUB_SEQUENCE_DIGITS = 10;

    private AlertItem() {}

    static Map<String, AttributeValue> keyOf(AlertKey key) {
        return Map.of(
                NAME,
                AttributeValue.fromS(key.name()),
                VITAL,
                AttributeValue.fromS(key.vital().key()));
    }

    static Map<String, AttributeValue> of(AlertKey key, AlertState state) {
        Map<String, AttributeValue> item = new HashMap<>(keyOf(key));
        item.put(STATE, AttributeValue.fromS(state.state().key()));
        item.put(SINCE, AttributeValue.fromS(StatusTime.format(state.since())));
        item.put(VALUE, AttributeValue.fromN(Integer.toString(state.value())));
        item.put(SEQUENCE, AttributeValue.fromS(sequenceOf(state.position())));
        return item;
    }

    static AlertKey key(Map<String, AttributeValue> item) {
        return new AlertKey(get(item, NAME).s(), Vital.of(get(item, VITAL).s()));
    }

    static AlertState state(Map<String, AttributeValue> item) {
        return new AlertState(
                State.of(get(item, STATE).s()),
                StatusTime.parse(get(item, SINCE).s()),
                Integer.parseInt(get(item, VALUE).n()),
                positionOf(get(item, SEQUENCE).s()));
    }

    private static AttributeValue get(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        if (value == null) {
            throw new IllegalStateException("An alert's item must have " + attribute + ", but is " + item);
        }
        return value;
    }

    static String sequenceOf(Position position) {
        return padded(position.sequenceNumber(), SEQUENCE_DIGITS)
                + '.'
                + padded(Long.toString(position.subSequenceNumber()), SUB_SEQUENCE_DIGITS);
    }

    static Position positionOf(String sequence) {
        int point = sequence.indexOf('.');
        return new Position(
                sequence.substring(0, point).replaceFirst("^0+(?!$)", ""),
                Long.parseLong(sequence.substring(point + 1)));
    }

    private static String padded(String digits, int length) {
        return "0".repeat(length - digits.length()) + digits;
    }
}
