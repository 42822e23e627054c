package com.wildrydes.persister;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.template.Resource;
import com.wildrydes.template.Template;
import com.wildrydes.template.UnsentRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import tools.jackson.databind.JsonNode;

/** The template makes on AWS the table that TableProvisioner makes elsewhere. */
class TemplateTest {

    private final Template template = Template.read();
    private final Resource table = template.resource("SummaryTable");

    @EnableConfigurationProperties({PersisterProperties.class, AlertsProperties.class})
    static class Settings {}

    @Test
    void makesTheSameTable() {
        UnsentRequest unsent = new UnsentRequest();
        CreateTableRequest here;
        try (DynamoDbClient client = unsent.client(DynamoDbClient.builder())) {
            here = unsent.of(
                    CreateTableRequest.class, new TableProvisioner(client, "UnicornSensorData", null)::provision);
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
    void deletesWhatHasExpired() {
        assertThat(table.text("/TimeToLiveSpecification/AttributeName")).isEqualTo(SummaryItem.EXPIRES_AT);
        assertThat(table.at("/TimeToLiveSpecification/Enabled").asBoolean()).isTrue();
    }

    @Test
    void canBeSetBackToAnyPointInTime() {
        assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void tellsTheServiceWhatItsTablesAreCalled() {
        Template other = template.with("SummaryTableName", "Fleet").with("AlertTableName", "FleetAlerts");

        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("stack", other.configuration())))
                .run(started -> {
                    assertThat(started.getBean(PersisterProperties.class).table())
                            .isEqualTo("Fleet");
                    assertThat(started.getBean(AlertsProperties.class).table()).isEqualTo("FleetAlerts");
                });
    }

    private List<Map.Entry<String, String>> pairs(String pointer, String first, String second) {
        return StreamSupport.stream(table.at(pointer).spliterator(), false)
                .map((JsonNode each) ->
                        Map.entry(each.path(first).asString(), each.path(second).asString()))
                .toList();
    }
}
