package com.wildrydes.streams.consume;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * The classic adapter's checkpoints in a DynamoDB table, in the layout of Spring Cloud AWS' own {@code DynamoDbMetadataStore}.
 * Other than that one it reads consistently, so that a restart within a second does not begin at an older checkpoint, and it
 * creates the table only where this suite may.
 */
public final class CheckpointTable implements ConcurrentMetadataStore {

    private static final String KEY = "metadataKey";
    private static final String VALUE = "metadataValue";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POLLS_A_LINE = 50;
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointTable.class);

    private final DynamoDbAsyncClient dynamoDb;
    private final String table;

    public CheckpointTable(DynamoDbAsyncClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /**
     * Returns once the table is there.
     *
     * @param create whether to create it when it is missing
     */
    public void await(boolean create) throws InterruptedException {
        for (int polls = 0; ; polls++) {
            @Nullable TableStatus status = status();
            if (status == TableStatus.ACTIVE || status == TableStatus.UPDATING) {
                return;
            }
            if (status == null && create) {
                create();
            } else if (polls % POLLS_A_LINE == POLLS_A_LINE - 1 || (polls == 0 && status == null)) {
                LOG.warn("Waiting for the table {}, which is not there or not active yet", table);
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private @Nullable TableStatus status() {
        try {
            return call(() -> dynamoDb.describeTable(request -> request.tableName(table)))
                    .table()
                    .tableStatus();
        } catch (ResourceNotFoundException e) {
            return null;
        }
    }

    private void create() {
        try {
            call(() -> dynamoDb.createTable(request -> request.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(a -> a.attributeName(KEY).attributeType(ScalarAttributeType.S))
                    .keySchema(k -> k.attributeName(KEY).keyType(KeyType.HASH))));
            LOG.info("Created the table {}", table);
        } catch (ResourceInUseException e) {
            LOG.debug("Another service creates the table {}", table);
        }
    }

    @Override
    public @Nullable String get(String key) {
        AttributeValue value = call(() -> dynamoDb.getItem(
                        request -> request.tableName(table).key(key(key)).consistentRead(true)))
                .item()
                .get(VALUE);
        return value == null ? null : value.s();
    }

    @Override
    public @Nullable String putIfAbsent(String key, String value) {
        try {
            call(() -> dynamoDb.putItem(request -> request.tableName(table)
                    .item(Map.of(KEY, AttributeValue.fromS(key), VALUE, AttributeValue.fromS(value)))
                    .conditionExpression("attribute_not_exists(" + KEY + ")")));
            return null;
        } catch (ConditionalCheckFailedException e) {
            return get(key);
        }
    }

    @Override
    public boolean replace(String key, String oldValue, String newValue) {
        try {
            call(() -> dynamoDb.updateItem(request -> request.tableName(table)
                    .key(key(key))
                    .updateExpression("SET " + VALUE + " = :new")
                    .conditionExpression(VALUE + " = :old")
                    .expressionAttributeValues(
                            Map.of(":new", AttributeValue.fromS(newValue), ":old", AttributeValue.fromS(oldValue)))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public void put(String key, String value) {
        call(() -> dynamoDb.putItem(request -> request.tableName(table)
                .item(Map.of(KEY, AttributeValue.fromS(key), VALUE, AttributeValue.fromS(value)))));
    }

    @Override
    public @Nullable String remove(String key) {
        @Nullable String value = get(key);
        call(() -> dynamoDb.deleteItem(request -> request.tableName(table).key(key(key))));
        return value;
    }

    private static Map<String, AttributeValue> key(String key) {
        return Map.of(KEY, AttributeValue.fromS(key));
    }

    private static <T> T call(Supplier<CompletableFuture<T>> request) {
        try {
            return request.get().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
