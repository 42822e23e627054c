package com.wildrydes.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.producer.ingest.IngestProperties;
import com.wildrydes.producer.replay.ReplayProperties;
import com.wildrydes.producer.simulator.SimulatorProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class ProducerPropertiesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner().withUserConfiguration(Only.class);

    @Test
    void hasDefaults() {
        context.run(started -> assertThat(started.getBean(ProducerProperties.class))
                .isEqualTo(new ProducerProperties(
                        new IngestProperties(
                                DataSize.ofMegabytes(5),
                                DataSize.ofKilobytes(64),
                                DataSize.ofMegabytes(32),
                                Duration.ofSeconds(20)),
                        new SimulatorProperties(0, 20_000, 15_000, 40.749167, -73.985184, null),
                        new ReplayProperties(DataSize.ofMegabytes(8), 300_000))));
    }

    @Test
    void mapsEverySetting() {
        context.withPropertyValues(
                        "wildrydes.ingest.max-request-size=1MB",
                        "wildrydes.ingest.max-report-size=10KB",
                        "wildrydes.ingest.max-pending-size=10MB",
                        "wildrydes.ingest.acknowledge-timeout=5s",
                        "wildrydes.simulator.unicorns=7",
                        "wildrydes.simulator.max-unicorns=70",
                        "wildrydes.simulator.radius-metres=2000",
                        "wildrydes.simulator.latitude=46.5",
                        "wildrydes.simulator.longitude=13.7",
                        "wildrydes.simulator.seed=42",
                        "wildrydes.replay.max-upload-size=2MB",
                        "wildrydes.replay.max-points=99")
                .run(started -> assertThat(started.getBean(ProducerProperties.class))
                        .isEqualTo(new ProducerProperties(
                                new IngestProperties(
                                        DataSize.ofMegabytes(1),
                                        DataSize.ofKilobytes(10),
                                        DataSize.ofMegabytes(10),
                                        Duration.ofSeconds(5)),
                                new SimulatorProperties(7, 70, 2000, 46.5, 13.7, 42L),
                                new ReplayProperties(DataSize.ofMegabytes(2), 99))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ingest.max-report-size=901KB | max-report-size must be between 1B and 900KB, but was 922624B",
                "ingest.max-report-size=0B | max-report-size must be between 1B and 900KB, but was 0B",
                "ingest.max-request-size=1KB | max-request-size must be at least max-report-size (65536B), but was 1024B",
                "ingest.max-pending-size=14MB | max-pending-size must be at least three times max-request-size (5242880B), but was 14680064B",
                "ingest.acknowledge-timeout=0s | acknowledge-timeout must be longer than nothing, but was PT0S",
                "simulator.unicorns=-1 | unicorns must be between 0 and max-unicorns (20000), but was -1",
                "simulator.unicorns=20001 | unicorns must be between 0 and max-unicorns (20000), but was 20001",
                "simulator.max-unicorns=100001 | max-unicorns must be between 0 and 100000, but was 100001",
                "simulator.radius-metres=999 | radius-metres must be between 1000 and 1000000, but was 999.0",
                "simulator.latitude=90.1 | latitude must be between -90 and 90, but was 90.1",
                "simulator.longitude=NaN | longitude must be between -180 and 180, but was NaN",
                "replay.max-upload-size=257MB | max-upload-size must be between 1B and 256MB, but was 269484032B",
                "replay.max-points=0 | max-points must be at least 1, but was 0"
            })
    void namesTheSettingThatIsWrong(String setting, String message) {
        String prefix = "wildrydes." + setting.substring(0, setting.indexOf('.') + 1);
        context.withPropertyValues("wildrydes." + setting)
                .run(started -> assertThat(started).getFailure().rootCause().hasMessage(prefix + message));
    }

    @EnableConfigurationProperties(ProducerProperties.class)
    static class Only {}
}
