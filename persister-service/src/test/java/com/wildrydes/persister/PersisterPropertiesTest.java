package com.wildrydes.persister;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class PersisterPropertiesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(PersisterProperties.class)
    static class Settings {}

    @Test
    void hasDefaults() {
        context.run(started -> assertThat(started.getBean(PersisterProperties.class))
                .isEqualTo(new PersisterProperties("UnicornSensorData", null, 64)));
    }

    @Test
    void takesEverySetting() {
        context.withPropertyValues(
                        "wildrydes.summaries.table=Fleet",
                        "wildrydes.summaries.keep=30d",
                        "wildrydes.summaries.writes-in-flight=128")
                .run(started -> assertThat(started.getBean(PersisterProperties.class))
                        .isEqualTo(new PersisterProperties("Fleet", Duration.ofDays(30), 128)));
    }

    @ParameterizedTest
    @CsvSource({
        "wildrydes.summaries.table, a b, table",
        "wildrydes.summaries.keep, PT1M, keep",
        "wildrydes.summaries.writes-in-flight, 0, writesInFlight",
        "wildrydes.summaries.writes-in-flight, 1001, writesInFlight",
    })
    void refusesToStartWithAWrongValueAndNamesIt(String property, String value, String named) {
        context.withPropertyValues(property + '=' + value)
                .run(started -> assertThat(started.getStartupFailure())
                        .satisfies(failure -> assertThat(
                                        java.util.stream.Stream.iterate(failure, t -> t != null, Throwable::getCause)
                                                .map(Throwable::toString)
                                                .toList()
                                                .toString())
                                .contains(named)
                                .contains(value)));
    }
}
