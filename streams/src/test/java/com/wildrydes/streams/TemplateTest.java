package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.template.Resource;
import com.wildrydes.template.Statement;
import com.wildrydes.template.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import software.amazon.kinesis.coordinator.CoordinatorConfig;

/** The template makes on AWS the streams that StreamProvisioning makes elsewhere, and lets KCL make its tables. */
class TemplateTest {

    private static final String STREAM = "AWS::Kinesis::Stream";

    private final Template template = Template.read();
    private final ApplicationContextRunner context = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @EnableConfigurationProperties(StreamsProperties.class)
    static class Bound {}

    @Test
    void makesTheSameStreamsWithAsManyShards() {
        context.run(started -> {
            StreamsProperties here = started.getBean(StreamsProperties.class);

            assertThat(template.resources(STREAM).stream()
                            .collect(Collectors.toMap(
                                    stream -> stream.text("/Name"),
                                    stream -> stream.at("/ShardCount").asInt())))
                    .isEqualTo(Map.of(
                            here.reports(), here.shards().reports(),
                            here.summaries(), here.shards().summaries(),
                            here.alerts(), here.shards().alerts(),
                            here.deadLetters(), here.shards().deadLetters()));
            assertThat(template.resources(STREAM))
                    .allSatisfy(stream -> assertThat(stream.text("/StreamModeDetails/StreamMode"))
                            .isEqualTo("PROVISIONED"));
        });
    }

    @Test
    void leavesTheShardsToKinesisOnDemand() {
        assertThat(template.with("StreamMode", "ON_DEMAND").resources(STREAM))
                .hasSize(4)
                .allSatisfy(stream -> {
                    assertThat(stream.text("/StreamModeDetails/StreamMode")).isEqualTo("ON_DEMAND");
                    assertThat(stream.at("/ShardCount").isMissingNode()).isTrue();
                });
    }

    @Test
    void encryptsEveryStreamAndKeepsADayAtLeast() {
        assertThat(template.resources(STREAM)).allSatisfy(stream -> {
            assertThat(stream.text("/StreamEncryption/EncryptionType")).isEqualTo("KMS");
            assertThat(stream.at("/RetentionPeriodHours").asInt()).isGreaterThanOrEqualTo(24);
        });
    }

    @Test
    void tellsTheServicesWhatItsStreamsAreCalled() {
        Template other = template.with("ReportStreamName", "a")
                .with("SummaryStreamName", "b")
                .with("AlertStreamName", "c")
                .with("DeadLetterStreamName", "d");

        context.withInitializer(application -> application
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("stack", other.configuration())))
                .run(started -> assertThat(
                                started.getBean(StreamsProperties.class).names())
                        .containsExactly("a", "b", "c", "d"));
    }

    @ParameterizedTest
    @CsvSource({
        "AggregatorRole, AggregatorGroup",
        "PersisterRole, PersisterGroup",
        "ArchiveRole, ArchiveGroup",
    })
    void letsKclMakeTheTablesOfItsGroup(String role, String group) {
        Resource made = template.with(group, "fleet").resource(role);

        List<Statement> leases = made.statements().stream()
                .filter(statement -> statement.actions().contains("dynamodb:CreateTable"))
                .toList();

        String tables = "arn:aws:dynamodb:eu-west-1:111122223333:table/";
        assertThat(leases)
                .singleElement()
                .satisfies(statement -> assertThat(statement.resources())
                        .containsExactlyInAnyOrder(
                                tables + "fleet",
                                tables
                                        + new CoordinatorConfig("fleet")
                                                .coordinatorStateTableConfig()
                                                .tableName()));
    }
}
