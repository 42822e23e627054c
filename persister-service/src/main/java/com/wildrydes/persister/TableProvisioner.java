package com.wildrydes.persister;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Creates the table where it is missing, paid for by request, and turns its time to live on when summaries expire. */
final class TableProvisioner {

    private static final Logger log = LoggerFactory.getLogger(TableProvisioner.class);

    private final DynamoDbClient client;
    private final String table;
    private final @Nullable Duration keep;

    TableProvisioner(DynamoDbClient client, String table, @Nullable Duration keep) {
        this.client = client;
        this.table = table;
        this.keep = keep;
    }

    void provision() {
        try {
            client.createTable(create -> create.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(text(SummaryItem.NAME), text(SummaryItem.STATUS_TIME))
                    .keySchema(key(SummaryItem.NAME, KeyType.HASH), key(SummaryItem.STATUS_TIME, KeyType.RANGE)));
            log.info("Created the DynamoDB table {}", table);
        } catch (ResourceInUseException e) {
            log.debug("The DynamoDB table {} is there already", table);
        }
        client.waiter().waitUntilTableExists(describe -> describe.tableName(table));
        if (keep != null) {
            expire();
        }
    }

    private void expire() {
        TimeToLiveDescription present =
                client.describeTimeToLive(describe -> describe.tableName(table)).timeToLiveDescription();
        if (present.timeToLiveStatus() == TimeToLiveStatus.DISABLED) {
            client.updateTimeToLive(update -> update.tableName(table)
                    .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(SummaryItem.EXPIRES_AT)));
            log.info("The DynamoDB table {} deletes summaries after {}", table, keep);
        }
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
