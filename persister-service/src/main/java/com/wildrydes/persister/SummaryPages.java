package com.wildrydes.persister;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.StatusTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads a unicorn's summaries from the table, newest first, a page at a time. Thread-safe. */
final class SummaryPages {

    private static final Logger log = LoggerFactory.getLogger(SummaryPages.class);

    private final DynamoDbClient client;
    private final String table;
    private final @Nullable Duration keep;
    private final Clock clock;

    SummaryPages(DynamoDbClient client, String table, @Nullable Duration keep, Clock clock) {
        this.client = client;
        this.table = table;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * @param last the sort key of the last item of this page when there are more, else null
     */
    record Page(List<MinuteSummary> items, @Nullable String last) {}

    /**
     * @param from the earliest window's start
     * @param to the first window's start that is left out, after {@code from}
     * @param after the sort key of the last item of the page before, within {@code from} and {@code to}; null for the first
     */
    Page read(String name, Instant from, Instant to, int limit, @Nullable String after) {
        Instant earliest = from;
        if (keep != null) {
            // DynamoDB deletes expired items when it comes to it, which may take days.
            Instant expired = clock.instant().minus(keep);
            earliest = expired.isAfter(from) ? expired : from;
            if (!earliest.isBefore(to)) {
                return new Page(List.of(), null);
            }
        }
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#name = :name AND StatusTime BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#name", SummaryItem.NAME))
                .expressionAttributeValues(Map.of(
                        ":name",
                        AttributeValue.fromS(name),
                        ":from",
                        AttributeValue.fromS(StatusTime.format(earliest)),
                        ":to",
                        AttributeValue.fromS(StatusTime.format(to.minusMillis(1)))))
                .scanIndexForward(false)
                // One more than asked for tells whether there is another page.
                .limit(limit + 1);
        if (after != null) {
            if (after.compareTo(StatusTime.format(earliest)) < 0) {
                return new Page(List.of(), null);
            }
            query.exclusiveStartKey(Map.of(
                    SummaryItem.NAME,
                    AttributeValue.fromS(name),
                    SummaryItem.STATUS_TIME,
                    AttributeValue.fromS(after)));
        }
        return page(client.query(query.build()), limit);
    }

    private static Page page(QueryResponse response, int limit) {
        List<Map<String, AttributeValue>> items = response.items();
        List<MinuteSummary> summaries = new ArrayList<>(items.size());
        for (Map<String, AttributeValue> item : items.subList(0, Math.min(limit, items.size()))) {
            try {
                summaries.add(SummaryItem.read(item));
            } catch (InvalidReportException e) {
                log.warn("The table must hold summaries only, but {}: {}", item, e.getMessage());
            }
        }
        Map<String, AttributeValue> last = items.size() > limit ? items.get(limit - 1) : response.lastEvaluatedKey();
        AttributeValue key = last.get(SummaryItem.STATUS_TIME);
        return new Page(summaries, key == null ? null : key.s());
    }
}
