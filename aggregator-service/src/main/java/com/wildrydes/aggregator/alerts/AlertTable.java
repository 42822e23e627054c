package com.wildrydes.aggregator.alerts;

import com.wildrydes.telemetry.Alert.Vital;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The DynamoDB table of alerts. */
public final class AlertTable implements AlertStore {

    private static final Logger log = LoggerFactory.getLogger(AlertTable.class);

    private final DynamoDbAsyncClient client;
    private final String table;

    public AlertTable(DynamoDbAsyncClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Creates the table where it is missing, paid for by request. */
    public void provision() {
        try {
            client.createTable(create -> create.tableName(table)
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .attributeDefinitions(text(AlertItem.NAME), text(AlertItem.VITAL))
                            .keySchema(key(AlertItem.NAME, KeyType.HASH), key(AlertItem.VITAL, KeyType.RANGE)))
                    .join();
            log.info("Created the DynamoDB table {}", table);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ResourceInUseException)) {
                throw e;
            }
        }
        client.waiter()
                .waitUntilTableExists(describe -> describe.tableName(table))
                .join();
    }

    @Override
    public CompletableFuture<Map<AlertKey, AlertState>> load(Collection<String> names) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (String name : names) {
            for (Vital vital : Vital.values()) {
                keys.add(AlertItem.keyOf(new AlertKey(name, vital)));
            }
        }
        KeysAndAttributes wanted =
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
        return load(Map.of(table, wanted), new HashMap<>());
    }

    private CompletableFuture<Map<AlertKey, AlertState>> load(
            Map<String, KeysAndAttributes> wanted, Map<AlertKey, AlertState> loaded) {
        return client.batchGetItem(get -> get.requestItems(wanted)).thenCompose(answer -> {
            for (Map<String, AttributeValue> item : answer.responses().getOrDefault(table, List.of())) {
                loaded.put(AlertItem.key(item), AlertItem.state(item));
            }
            return answer.unprocessedKeys().isEmpty()
                    ? CompletableFuture.completedFuture(loaded)
                    : load(answer.unprocessedKeys(), loaded);
        });
    }

    @Override
    public CompletableFuture<Boolean> save(AlertKey key, AlertState state) {
        return client.putItem(put -> put.tableName(table)
                        .item(AlertItem.of(key, state))
                        .conditionExpression("attribute_not_exists(#sequence) OR #sequence < :sequence")
                        .expressionAttributeNames(Map.of("#sequence", AlertItem.SEQUENCE))
                        .expressionAttributeValues(
                                Map.of(":sequence", AttributeValue.fromS(AlertItem.sequenceOf(state.position())))))
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return true;
                    }
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    if (cause instanceof ConditionalCheckFailedException) {
                        return false;
                    }
                    throw new CompletionException(cause);
                });
    }

    private static AttributeDefinition text(String attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }
}
