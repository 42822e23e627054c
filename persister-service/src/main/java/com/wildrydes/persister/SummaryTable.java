package com.wildrydes.persister;

import com.wildrydes.telemetry.MinuteSummary;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The table as the place where summaries are kept: a conditional put each. */
final class SummaryTable implements SummaryStore, AutoCloseable {

    private final DynamoDbAsyncClient client;
    private final String table;
    private final @Nullable Duration keep;

    /** @param client does not retry by itself and is closed with this object */
    SummaryTable(DynamoDbAsyncClient client, String table, @Nullable Duration keep) {
        this.client = client;
        this.table = table;
        this.keep = keep;
    }

    @Override
    public CompletableFuture<Outcome> put(MinuteSummary summary) {
        Map<String, AttributeValue> item = SummaryItem.of(summary, keep);
        return client.putItem(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(Samples) OR Samples <= :samples")
                        .expressionAttributeValues(
                                Map.of(":samples", AttributeValue.fromN(Long.toString(summary.samples())))))
                .handle((response, failure) -> {
                    if (failure == null) {
                        return Outcome.WRITTEN;
                    }
                    if (failure.getCause() instanceof ConditionalCheckFailedException
                            || failure instanceof ConditionalCheckFailedException) {
                        return Outcome.OUTDATED;
                    }
                    throw failure instanceof CompletionException e ? e : new CompletionException(failure);
                });
    }

    @Override
    public void close() {
        client.close();
    }
}
