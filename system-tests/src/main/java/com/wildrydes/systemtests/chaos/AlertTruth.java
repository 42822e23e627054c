package com.wildrydes.systemtests.chaos;

import static java.util.Objects.requireNonNull;

import com.wildrydes.systemtests.RawStream;
import com.wildrydes.telemetry.Alert;
import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import com.wildrydes.telemetry.AlertJson;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import com.wildrydes.telemetry.StatusTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * What alerts there must be, by definition: per unicorn and vital sign, in the order of the stream, raised by a value below
 * 100 and cleared by one of at least 105.
 */
final class AlertTruth {

    private static final int RAISE_BELOW = 100;
    private static final int CLEAR_AT = 105;

    /** Whose vital sign. */
    record Key(String name, Vital vital) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : vital.compareTo(other.vital);
        }
    }

    private final Map<Key, Alert> last = new TreeMap<>();
    private final Set<Alert> changes = new LinkedHashSet<>();

    static AlertTruth of(RawStream reports) {
        AlertTruth truth = new AlertTruth();
        reports.records().forEach(truth::add);
        return truth;
    }

    private void add(Record record) {
        Report report;
        try {
            report = ReportJson.read(record.data().asByteArrayUnsafe());
        } catch (InvalidReportException e) {
            return;
        }
        for (Vital vital : Vital.values()) {
            Key key = new Key(report.name(), vital);
            boolean raised =
                    last.containsKey(key) && requireNonNull(last.get(key)).state() == State.RAISED;
            int value = vital.of(report);
            if (raised ? value >= CLEAR_AT : value < RAISE_BELOW) {
                Alert alert = new Alert(
                        report.name(),
                        report.statusTime(),
                        vital,
                        value,
                        RAISE_BELOW,
                        raised ? State.CLEARED : State.RAISED);
                changes.add(alert);
                last.put(key, alert);
            }
        }
    }

    int changes() {
        return changes.size();
    }

    /** Changes that nobody told, and states that are not the last change's. */
    TreeSet<String> differences(RawStream alerts, DynamoDbClient dynamoDb) {
        TreeSet<String> differences = new TreeSet<>();
        Set<Alert> missing = new LinkedHashSet<>(changes);
        missing.removeAll(told(alerts));
        missing.forEach(alert -> differences.add("never told: " + alert));
        Map<Key, String> kept = kept(dynamoDb);
        last.forEach((key, alert) -> {
            String expected = text(alert.state(), alert.value(), StatusTime.format(alert.statusTime()));
            String found = kept.getOrDefault(key, "nothing");
            if (!expected.equals(found)) {
                differences.add(key + ": expected " + expected + ", but the table of alerts has " + found);
            }
        });
        kept.keySet().forEach(key -> {
            if (!last.containsKey(key)) {
                differences.add(key + ": expected no alert, but the table of alerts has " + kept.get(key));
            }
        });
        return differences;
    }

    /** Told alerts that are no change of state by the definition; they come of a state that was told again differently. */
    long untrue(RawStream alerts) {
        Set<Alert> untrue = new LinkedHashSet<>(told(alerts));
        untrue.removeAll(changes);
        return untrue.size();
    }

    private static Collection<Alert> told(RawStream alerts) {
        return alerts.records()
                .map(record -> AlertJson.read(record.data().asByteArrayUnsafe()))
                .toList();
    }

    private static Map<Key, String> kept(DynamoDbClient dynamoDb) {
        Map<Key, String> kept = new HashMap<>();
        for (Map<String, AttributeValue> row : dynamoDb.scanPaginator(
                        r -> r.tableName("UnicornAlerts").consistentRead(true))
                .items()) {
            Key key =
                    new Key(value(row, "Name").s(), Vital.of(value(row, "Vital").s()));
            kept.put(
                    key,
                    text(
                            State.of(value(row, "State").s()),
                            Integer.parseInt(value(row, "Value").n()),
                            value(row, "Since").s()));
        }
        return kept;
    }

    private static String text(State state, int value, String since) {
        return state.key() + " at " + value + " since " + since;
    }

    private static AttributeValue value(Map<String, AttributeValue> row, String attribute) {
        return requireNonNull(row.get(attribute), attribute);
    }
}
