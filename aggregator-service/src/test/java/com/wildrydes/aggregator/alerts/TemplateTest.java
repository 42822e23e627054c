package com.wildrydes.aggregator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.template.Resource;
import com.wildrydes.template.Template;
import com.wildrydes.template.UnsentRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import tools.jackson.databind.JsonNode;

/** The template makes on AWS the table that AlertTable makes elsewhere. */
class TemplateTest {

    private final Template template = Template.read();
    private final Resource table = template.resource("AlertTable");

    @Test
    void makesTheSameTable() {
        UnsentRequest unsent = new UnsentRequest();
        CreateTableRequest here;
        try (DynamoDbAsyncClient client = unsent.client(DynamoDbAsyncClient.builder())) {
            here = unsent.of(CreateTableRequest.class, new AlertTable(client, "UnicornAlerts")::provision);
        }

        assertThat(table.text("/TableName")).isEqualTo(here.tableName());
        assertThat(table.text("/BillingMode")).isEqualTo(here.billingModeAsString());
        assertThat(pairs("/KeySchema", "AttributeName", "KeyType"))
                .isEqualTo(here.keySchema().stream()
                        .map(key -> Map.entry(key.attributeName(), key.keyTypeAsString()))
                        .toList());
        assertThat(pairs("/AttributeDefinitions", "AttributeName", "AttributeType"))
                .containsExactlyInAnyOrderElementsOf(here.attributeDefinitions().stream()
                        .map(attribute -> Map.entry(attribute.attributeName(), attribute.attributeTypeAsString()))
                        .toList());
    }

    @Test
    void canBeSetBackToAnyPointInTime() {
        assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
    }

    private List<Map.Entry<String, String>> pairs(String pointer, String first, String second) {
        return StreamSupport.stream(table.at(pointer).spliterator(), false)
                .map((JsonNode each) ->
                        Map.entry(each.path(first).asString(), each.path(second).asString()))
                .toList();
    }
}
