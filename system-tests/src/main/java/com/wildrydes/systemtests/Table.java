package com.wildrydes.systemtests;

import static java.util.Objects.requireNonNull;

import com.wildrydes.systemtests.Truth.Key;
import com.wildrydes.systemtests.Truth.Sum;
import com.wildrydes.telemetry.StatusTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table UnicornSensorData, read with the bare SDK. */
public final class Table {

    private static final double RELATIVE_ERROR = 1e-9;

    private final DynamoDbClient dynamoDb;

    public Table(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** What is wrong, a line a window; windows that are not expected (still open, say) are not compared. */
    public TreeSet<String> differences(Map<Key, Sum> expected) {
        return differences(expected, read());
    }

    /** As {@link #differences(Map)}, of whole minutes, whatever the length of the windows. */
    public TreeSet<String> differencesOfMinutes(Map<Key, Sum> expected) {
        Map<Key, Sum> minutes = new HashMap<>();
        read().forEach((key, sum) ->
                minutes.merge(new Key(key.name(), key.windowStart().truncatedTo(ChronoUnit.MINUTES)), sum, Sum::plus));
        return differences(expected, minutes);
    }

    private static TreeSet<String> differences(Map<Key, Sum> expected, Map<Key, Sum> actual) {
        TreeSet<String> differences = new TreeSet<>();
        expected.forEach((key, sum) -> {
            Sum found = actual.get(key);
            if (found == null || !matches(sum, found)) {
                differences.add(key + ": expected " + sum + ", but the table has " + found);
            }
        });
        return differences;
    }

    /** As {@link #differences}, but a row that is not expected is a difference too. */
    public TreeSet<String> allDifferences(Map<Key, Sum> expected) {
        Map<Key, Sum> actual = read();
        TreeSet<String> differences = differences(expected, actual);
        actual.forEach((key, sum) -> {
            if (!expected.containsKey(key)) {
                differences.add(key + ": expected nothing, but the table has " + sum);
            }
        });
        return differences;
    }

    private static boolean matches(Sum expected, Sum found) {
        boolean sameDistance = Math.abs(expected.distance() - found.distance()) <= RELATIVE_ERROR * expected.distance();
        Sum withoutDistance = new Sum(
                found.samples(),
                expected.distance(),
                found.minHealth(),
                found.maxHealth(),
                found.minMagic(),
                found.maxMagic());
        return sameDistance && expected.equals(withoutDistance);
    }

    private Map<Key, Sum> read() {
        Map<Key, Sum> rows = new HashMap<>();
        for (Map<String, AttributeValue> row :
                dynamoDb.scanPaginator(r -> r.tableName("UnicornSensorData")).items()) {
            Key key = new Key(
                    value(row, "Name").s(),
                    StatusTime.parse(value(row, "StatusTime").s()));
            rows.put(
                    key,
                    new Sum(
                            Long.parseLong(value(row, "Samples").n()),
                            Double.parseDouble(value(row, "Distance").n()),
                            integer(row, "MinHealthPoints"),
                            integer(row, "MaxHealthPoints"),
                            integer(row, "MinMagicPoints"),
                            integer(row, "MaxMagicPoints")));
        }
        return rows;
    }

    private static int integer(Map<String, AttributeValue> row, String attribute) {
        return Integer.parseInt(value(row, attribute).n());
    }

    private static AttributeValue value(Map<String, AttributeValue> row, String attribute) {
        return requireNonNull(row.get(attribute), attribute);
    }
}
