package com.wildrydes.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.util.unit.DataSize;

class ArchivePropertiesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(ArchiveProperties.class)
    static class Settings {}

    @Test
    void hasDefaults() {
        context.withPropertyValues("wildrydes.archive.athena.endpoint=")
                .run(started -> assertThat(started.getBean(ArchiveProperties.class))
                        .isEqualTo(new ArchiveProperties(
                                "wildrydes-archive",
                                new ArchiveProperties.Firehose(
                                        "wildrydes",
                                        4,
                                        Duration.ofSeconds(60),
                                        true,
                                        "arn:aws:iam::000000000000:role/wildrydes-firehose"),
                                new ArchiveProperties.Athena(
                                        null,
                                        "wildrydes",
                                        "wildrydes",
                                        DataSize.ofGigabytes(100),
                                        1_000_000,
                                        Duration.ofMinutes(5),
                                        5))));
    }

    @Test
    void takesEverySetting() {
        context.withPropertyValues(
                        "wildrydes.archive.bucket=fleet-1",
                        "wildrydes.archive.firehose.delivery-stream=fleet",
                        "wildrydes.archive.firehose.calls-in-flight=8",
                        "wildrydes.archive.firehose.buffer-interval=5s",
                        "wildrydes.archive.firehose.compressed=false",
                        "wildrydes.archive.firehose.role=arn:aws:iam::123456789012:role/fleet",
                        "wildrydes.archive.athena.endpoint=http://localhost:4567",
                        "wildrydes.archive.athena.database=fleet_db",
                        "wildrydes.archive.athena.workgroup=fleet-group",
                        "wildrydes.archive.athena.max-scanned=20MB",
                        "wildrydes.archive.athena.max-rows=10",
                        "wildrydes.archive.athena.max-runtime=1s",
                        "wildrydes.archive.athena.queries-of-a-caller=1")
                .run(started -> {
                    ArchiveProperties properties = started.getBean(ArchiveProperties.class);
                    assertThat(properties)
                            .isEqualTo(new ArchiveProperties(
                                    "fleet-1",
                                    new ArchiveProperties.Firehose(
                                            "fleet",
                                            8,
                                            Duration.ofSeconds(5),
                                            false,
                                            "arn:aws:iam::123456789012:role/fleet"),
                                    new ArchiveProperties.Athena(
                                            URI.create("http://localhost:4567"),
                                            "fleet_db",
                                            "fleet-group",
                                            DataSize.ofMegabytes(20),
                                            10,
                                            Duration.ofSeconds(1),
                                            1)));
                    assertThat(properties.resultLocation()).isEqualTo("s3://fleet-1/athena-results/");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, My_Bucket, bucket",
        "firehose.delivery-stream, a b, firehose.deliveryStream",
        "firehose.calls-in-flight, 0, firehose.callsInFlight",
        "firehose.buffer-interval, PT15M1S, firehose.bufferInterval",
        "firehose.role, root, firehose.role",
        "athena.endpoint, a b, endpoint",
        "athena.database, Fleet, athena.database",
        "athena.workgroup, a/b, athena.workgroup",
        "athena.max-scanned, 9999999B, athena.max-scanned",
        "athena.max-rows, 1000001, athena.maxRows",
        "athena.max-runtime, PT30M0.001S, athena.maxRuntime",
        "athena.queries-of-a-caller, 0, athena.queriesOfACaller",
    })
    void refusesToStartWithAWrongValueAndNamesIt(String property, String value, String named) {
        context.withPropertyValues("wildrydes.archive." + property + '=' + value)
                .run(started -> assertThat(
                                Stream.iterate(started.getStartupFailure(), Objects::nonNull, Throwable::getCause)
                                        .map(Throwable::toString)
                                        .toList()
                                        .toString())
                        .contains(named)
                        .contains(value));
    }
}
