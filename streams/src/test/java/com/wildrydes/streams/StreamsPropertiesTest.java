package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.StreamsProperties.Following;
import com.wildrydes.streams.StreamsProperties.Mode;
import com.wildrydes.streams.StreamsProperties.Reading;
import com.wildrydes.streams.StreamsProperties.Shards;
import com.wildrydes.streams.StreamsProperties.Writing;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class StreamsPropertiesTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(StreamsProperties.class))
                .isEqualTo(new StreamsProperties(
                        Mode.KCL,
                        null,
                        "wildrydes",
                        "wildrydes-summary",
                        "wildrydes-alerts",
                        "wildrydes-dead-letters",
                        new Shards(4, 1, 1, 1),
                        new Reading(
                                "wildrydes-checkpoints",
                                false,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(10)),
                        new Writing(
                                Duration.ofMillis(20),
                                DataSize.ofMegabytes(16),
                                4,
                                Duration.ofSeconds(10),
                                Duration.ofMillis(50),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(3)),
                        new Following(Duration.ofSeconds(1), 10_000, true, "wildrydes-follower", ""))));
    }

    @Test
    void mapsEveryProperty() {
        runner.withPropertyValues(
                        "wildrydes.streams.mode=classic",
                        "wildrydes.streams.endpoint=http://127.0.0.1:4567",
                        "wildrydes.streams.reports=r",
                        "wildrydes.streams.summaries=s",
                        "wildrydes.streams.alerts=a",
                        "wildrydes.streams.dead-letters=d",
                        "wildrydes.streams.shards.reports=11",
                        "wildrydes.streams.shards.summaries=12",
                        "wildrydes.streams.shards.alerts=13",
                        "wildrydes.streams.shards.dead-letters=14",
                        "wildrydes.streams.reading.checkpoint-table=table",
                        "wildrydes.streams.reading.fan-out=true",
                        "wildrydes.streams.reading.poll-interval=21s",
                        "wildrydes.streams.reading.failover=22s",
                        "wildrydes.streams.reading.tick=2s",
                        "wildrydes.streams.reading.first-retry=3s",
                        "wildrydes.streams.reading.last-retry=4s",
                        "wildrydes.streams.reading.stop-timeout=5s",
                        "wildrydes.streams.reading.watch-interval=6s",
                        "wildrydes.streams.reading.gone-timeout=7s",
                        "wildrydes.streams.writing.linger=8ms",
                        "wildrydes.streams.writing.queue=9MB",
                        "wildrydes.streams.writing.requests=10",
                        "wildrydes.streams.writing.request-timeout=11s",
                        "wildrydes.streams.writing.first-retry=12ms",
                        "wildrydes.streams.writing.last-retry=13s",
                        "wildrydes.streams.writing.close-timeout=14s",
                        "wildrydes.streams.following.interval=15s",
                        "wildrydes.streams.following.limit=16",
                        "wildrydes.streams.following.fan-out=false",
                        "wildrydes.streams.following.consumer=wildrydes-map",
                        "wildrydes.streams.following.replica=one")
                .run(context -> assertThat(context.getBean(StreamsProperties.class))
                        .isEqualTo(new StreamsProperties(
                                Mode.CLASSIC,
                                URI.create("http://127.0.0.1:4567"),
                                "r",
                                "s",
                                "a",
                                "d",
                                new Shards(11, 12, 13, 14),
                                new Reading(
                                        "table",
                                        true,
                                        Duration.ofSeconds(21),
                                        Duration.ofSeconds(22),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(4),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(6),
                                        Duration.ofSeconds(7)),
                                new Writing(
                                        Duration.ofMillis(8),
                                        DataSize.ofMegabytes(9),
                                        10,
                                        Duration.ofSeconds(11),
                                        Duration.ofMillis(12),
                                        Duration.ofSeconds(13),
                                        Duration.ofSeconds(14)),
                                new Following(Duration.ofSeconds(15), 16, false, "wildrydes-map", "one"))));
    }

    @ParameterizedTest
    @CsvSource({
        "wildrydes.streams.mode=both, mode",
        "wildrydes.streams.reports=with space, reports",
        "wildrydes.streams.dead-letters=, deadLetters",
        "wildrydes.streams.shards.reports=0, shards.reports",
        "wildrydes.streams.writing.linger=51ms, writing.linger",
        "wildrydes.streams.writing.requests=0, writing.requests",
        "wildrydes.streams.following.limit=10001, following.limit",
        "wildrydes.streams.following.consumer=the map, following.consumer",
        "wildrydes.streams.reading.tick=0s, reading.tick",
        "wildrydes.streams.reading.poll-interval=199ms, reading.pollInterval",
        "wildrydes.streams.reading.failover=1s, reading.failover",
        "wildrydes.streams.reading.failover=61s, reading.failover",
    })
    void namesAWrongValue(String setting, String property) {
        runner.withPropertyValues(setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .message()
                        .satisfiesAnyOf(
                                message -> assertThat(message).contains(property),
                                message -> assertThat(message).contains("both")));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(StreamsProperties.class)
    static class Bound {}
}
