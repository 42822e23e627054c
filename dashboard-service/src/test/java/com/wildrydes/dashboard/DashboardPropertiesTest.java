package com.wildrydes.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DashboardPropertiesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @EnableConfigurationProperties(DashboardProperties.class)
    static class Properties {}

    @Test
    void hasDefaults() {
        runner.run(context -> assertThat(context.getBean(DashboardProperties.class))
                .isEqualTo(new DashboardProperties(
                        Duration.ofSeconds(60),
                        100_000,
                        new DashboardProperties.Live(
                                Duration.ofMillis(250),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(15),
                                2500,
                                50),
                        new DashboardProperties.Tail(8, Duration.ofSeconds(15)),
                        new DashboardProperties.BaseMap("", "", 19),
                        new DashboardProperties.Services(
                                URI.create("http://127.0.0.1:8081"),
                                null,
                                URI.create("http://127.0.0.1:8082"),
                                URI.create("http://127.0.0.1:8083"),
                                URI.create("http://127.0.0.1:8084"),
                                Duration.ofSeconds(2)))));
    }

    @Test
    void mapsEveryProperty() {
        runner.withPropertyValues(
                        "wildrydes.dashboard.look-back=5m",
                        "wildrydes.dashboard.max-unicorns=7",
                        "wildrydes.dashboard.live.interval=500ms",
                        "wildrydes.dashboard.live.heartbeat=4s",
                        "wildrydes.dashboard.live.ping-interval=10s",
                        "wildrydes.dashboard.live.send-timeout=9s",
                        "wildrydes.dashboard.live.max-sessions=3",
                        "wildrydes.dashboard.live.max-sessions-per-caller=2",
                        "wildrydes.dashboard.tail.max=2",
                        "wildrydes.dashboard.tail.keep-alive=1s",
                        "wildrydes.dashboard.map.tiles=https://tile.example.org/{z}/{x}/{y}.png",
                        "wildrydes.dashboard.map.attribution=© Somebody",
                        "wildrydes.dashboard.map.max-zoom=14",
                        "wildrydes.dashboard.services.producer=http://producer",
                        "wildrydes.dashboard.services.simulator=http://simulator",
                        "wildrydes.dashboard.services.aggregator=http://aggregator",
                        "wildrydes.dashboard.services.persister=http://persister",
                        "wildrydes.dashboard.services.archive=http://archive",
                        "wildrydes.dashboard.services.connect-timeout=1s")
                .run(context -> assertThat(context.getBean(DashboardProperties.class))
                        .isEqualTo(new DashboardProperties(
                                Duration.ofMinutes(5),
                                7,
                                new DashboardProperties.Live(
                                        Duration.ofMillis(500),
                                        Duration.ofSeconds(4),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(9),
                                        3,
                                        2),
                                new DashboardProperties.Tail(2, Duration.ofSeconds(1)),
                                new DashboardProperties.BaseMap(
                                        "https://tile.example.org/{z}/{x}/{y}.png", "© Somebody", 14),
                                new DashboardProperties.Services(
                                        URI.create("http://producer"),
                                        URI.create("http://simulator"),
                                        URI.create("http://aggregator"),
                                        URI.create("http://persister"),
                                        URI.create("http://archive"),
                                        Duration.ofSeconds(1)))));
    }

    @ParameterizedTest
    @CsvSource({
        "look-back, -1s, lookBack",
        "look-back, 25h, lookBack",
        "max-unicorns, 0, maxUnicorns",
        "live.interval, 49ms, live.interval",
        "live.heartbeat, 61s, live.heartbeat",
        "live.ping-interval, 0s, live.pingInterval",
        "live.send-timeout, 0s, live.sendTimeout",
        "live.max-sessions, 0, live.maxSessions",
        "live.max-sessions-per-caller, 0, live.maxSessionsPerCaller",
        "tail.max, 0, tail.max",
        "tail.keep-alive, 0s, tail.keepAlive",
        "map.max-zoom, 0, map.maxZoom",
        "map.max-zoom, 25, map.maxZoom",
        "map.tiles, nowhere, 'wildrydes.dashboard.map.tiles must be like https://tile.example.org/{z}/{x}/{y}.png, but was \"nowhere\"'",
        "services.connect-timeout, 0s, services.connectTimeout",
        "services.simulator, nowhere, 'The address of simulator-service must be like http://host:port, but was \"nowhere\"'",
        "services.producer, nowhere, 'The address of producer-service must be like http://host:port, but was \"nowhere\"'"
    })
    void stopsTheStartWithAMessageThatNamesTheWrongValue(String property, String value, String message) {
        runner.withPropertyValues("wildrydes.dashboard." + property + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .satisfies(failure -> assertThat(messages(failure)).contains(message)));
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
