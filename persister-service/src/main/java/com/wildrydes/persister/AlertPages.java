package com.wildrydes.persister;

import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import com.wildrydes.telemetry.InvalidReportException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads the table of alerts a page at a time. Only unicorns that ever had an alert are in it, at most two items each, so that
 * it is scanned; an index by state would have one hot key, which every change of every alert would have to pass.
 */
final class AlertPages {

    private static final Logger log = LoggerFactory.getLogger(AlertPages.class);

    /** A scan reads up to 1 MB, some 6,000 alerts, whatever the filter leaves of it; so many make a page at most. */
    private static final int SCANS = 10;

    private final DynamoDbClient client;
    private final String table;

    AlertPages(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Where an alert is in the table. */
    record Key(String name, Vital vital) {

        Map<String, AttributeValue> attributes() {
            return Map.of(
                    StoredAlert.NAME, AttributeValue.fromS(name), StoredAlert.VITAL, AttributeValue.fromS(vital.key()));
        }

        static Key of(Map<String, AttributeValue> item) {
            return new Key(
                    ItemAttributes.text(item, StoredAlert.NAME),
                    Vital.of(ItemAttributes.text(item, StoredAlert.VITAL)));
        }
    }

    /**
     * @param items the latest change first
     * @param last what the next page begins after; null when this is the last
     */
    record Page(List<StoredAlert> items, @Nullable Key last) {}

    /**
     * @param state only alerts in this state; null for all
     * @param limit at most so many; a page may be shorter, even empty, and not be the last
     * @param after where the page before ended; null for the first
     */
    Page read(@Nullable State state, int limit, @Nullable Key after) {
        List<StoredAlert> found = new ArrayList<>();
        @Nullable Key start = after;
        for (int scans = 0; scans < SCANS; scans++) {
            ScanResponse scanned = client.scan(scan(state, start));
            for (Map<String, AttributeValue> item : scanned.items()) {
                if (found.size() == limit) {
                    return page(found, start);
                }
                start = Key.of(item);
                try {
                    found.add(StoredAlert.read(item));
                } catch (InvalidReportException e) {
                    log.warn("The table {} must hold alerts only, but {}: {}", table, item, e.getMessage());
                }
            }
            if (scanned.lastEvaluatedKey().isEmpty()) {
                return page(found, null);
            }
            start = Key.of(scanned.lastEvaluatedKey());
        }
        return page(found, start);
    }

    private static Page page(List<StoredAlert> found, @Nullable Key last) {
        found.sort(Comparator.comparing(StoredAlert::since).reversed().thenComparing(StoredAlert::name));
        return new Page(found, last);
    }

    private ScanRequest scan(@Nullable State state, @Nullable Key after) {
        ScanRequest.Builder scan = ScanRequest.builder().tableName(table);
        if (state != null) {
            scan.filterExpression("#state = :state")
                    .expressionAttributeNames(Map.of("#state", StoredAlert.STATE))
                    .expressionAttributeValues(Map.of(":state", AttributeValue.fromS(state.key())));
        }
        if (after != null) {
            scan.exclusiveStartKey(after.attributes());
        }
        return scan.build();
    }
}
