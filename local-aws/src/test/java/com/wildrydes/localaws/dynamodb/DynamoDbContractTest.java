package com.wildrydes.localaws.dynamodb;

import static com.wildrydes.localaws.ContractEndpoint.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.ContractEndpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

@Tag("localstack")
class DynamoDbContractTest {

    private static final String TABLE = unique("contract");

    private static DynamoDbClient dynamodb;

    @BeforeAll
    static void createTable() {
        dynamodb = ContractEndpoint.client(DynamoDbClient.builder());
        createTable(TABLE);
        dynamodb.waiter().waitUntilTableExists(b -> b.tableName(TABLE));
    }

    @AfterAll
    static void close() {
        dynamodb.close();
    }

    private static void createTable(String name) {
        dynamodb.createTable(b -> b.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        a -> a.attributeName("Name").attributeType(ScalarAttributeType.S),
                        a -> a.attributeName("StatusTime").attributeType(ScalarAttributeType.S))
                .keySchema(
                        k -> k.attributeName("Name").keyType(KeyType.HASH),
                        k -> k.attributeName("StatusTime").keyType(KeyType.RANGE)));
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static Map<String, AttributeValue> key(String name, int minute) {
        return Map.of("Name", s(name), "StatusTime", s("2026-11-23 01:%02d:00.000".formatted(minute)));
    }

    private static void writeUnlessFewer(String name, int minute, int samples) {
        dynamodb.updateItem(b -> b.tableName(TABLE)
                .key(key(name, minute))
                .updateExpression("SET Samples = :s")
                .conditionExpression("attribute_not_exists(Samples) OR Samples <= :s")
                .expressionAttributeValues(Map.of(":s", AttributeValue.fromN(String.valueOf(samples)))));
    }

    @Test
    void refusesTheSameTableTwiceAndNamesAMissingOne() {
        assertThatThrownBy(() -> createTable(TABLE)).isInstanceOf(ResourceInUseException.class);
        assertThatThrownBy(() -> dynamodb.describeTable(b -> b.tableName("not-there")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void updatesOnlyWhenTheConditionHolds() {
        writeUnlessFewer("Shadowfax", 1, 60);

        assertThatThrownBy(() -> writeUnlessFewer("Shadowfax", 1, 59))
                .isInstanceOf(ConditionalCheckFailedException.class);

        assertThat(dynamodb.getItem(b -> b.tableName(TABLE).key(key("Shadowfax", 1)))
                        .item())
                .containsEntry("Samples", AttributeValue.fromN("60"));
    }

    @Test
    void queriesNewestFirstInPages() {
        IntStream.range(0, 7).forEach(minute -> writeUnlessFewer("Rocinante ü", minute, 1));

        List<List<String>> pages = dynamodb
                .queryPaginator(b -> b.tableName(TABLE)
                        .keyConditionExpression("#n = :n")
                        .expressionAttributeNames(Map.of("#n", "Name"))
                        .expressionAttributeValues(Map.of(":n", s("Rocinante ü")))
                        .scanIndexForward(false)
                        .limit(3))
                .stream()
                .map(page -> page.items().stream()
                        .map(item -> item.getOrDefault("StatusTime", s("none")).s())
                        .toList())
                .toList();

        assertThat(pages).hasSize(3);
        assertThat(pages.get(0).get(0)).isEqualTo("2026-11-23 01:06:00.000");
        assertThat(pages.stream().flatMap(List::stream)).hasSize(7).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void writesABatch() {
        List<WriteRequest> writes = IntStream.range(0, 25)
                .mapToObj(minute -> WriteRequest.builder()
                        .putRequest(p -> p.item(key("Batch", minute)))
                        .build())
                .toList();

        assertThat(dynamodb.batchWriteItem(b -> b.requestItems(Map.of(TABLE, writes)))
                        .unprocessedItems())
                .isEmpty();
        assertThat(dynamodb.batchGetItem(b -> b.requestItems(Map.of(
                                TABLE,
                                KeysAndAttributes.builder()
                                        .keys(key("Batch", 0), key("Batch", 24))
                                        .build())))
                        .responses()
                        .get(TABLE))
                .hasSize(2);
    }

    @Test
    void servesManyCallersAtOnce() {
        AtomicInteger written = new AtomicInteger();

        IntStream.range(0, 64).parallel().forEach(i -> {
            writeUnlessFewer("Crowd" + i, 0, 1);
            written.incrementAndGet();
        });

        assertThat(written).hasValue(64);
    }
}
