package com.wildrydes.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.aggregator.AggregatorProperties.Alerts;
import com.wildrydes.aggregator.AggregatorProperties.Time;
import com.wildrydes.aggregator.AggregatorProperties.Window;
import com.wildrydes.aggregator.windows.ArrivalTime;
import com.wildrydes.aggregator.windows.EventTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AggregatorPropertiesTest {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @EnableConfigurationProperties(AggregatorProperties.class)
    static class Properties {}

    @Test
    void sumsUpMinutesOfArrivalByDefault() {
        context.run(started -> assertThat(started.getBean(AggregatorProperties.class))
                .isEqualTo(new AggregatorProperties(
                        new Window(Duration.ofMinutes(1), Time.ARRIVAL, Duration.ofSeconds(30), Duration.ofSeconds(5)),
                        new Alerts("UnicornAlerts", 105, 16))));
    }

    @Test
    void mapsEveryProperty() {
        context.withPropertyValues(
                        "wildrydes.window.length=10s",
                        "wildrydes.window.time=event",
                        "wildrydes.window.allowed-lateness=2m",
                        "wildrydes.window.idle-after=1s",
                        "wildrydes.alerts.table=Alerts",
                        "wildrydes.alerts.clear-at=110",
                        "wildrydes.alerts.calls-in-flight=1")
                .run(started -> assertThat(started.getBean(AggregatorProperties.class))
                        .isEqualTo(new AggregatorProperties(
                                new Window(
                                        Duration.ofSeconds(10),
                                        Time.EVENT,
                                        Duration.ofMinutes(2),
                                        Duration.ofSeconds(1)),
                                new Alerts("Alerts", 110, 1))));
    }

    @Test
    void theTimeOfTheWindowsFollowsTheSetting() {
        assertThat(new Window(Duration.ofMinutes(1), Time.ARRIVAL, Duration.ZERO, Duration.ZERO).windowTime())
                .isInstanceOf(ArrivalTime.class);
        assertThat(new Window(Duration.ofMinutes(1), Time.EVENT, Duration.ZERO, Duration.ZERO).windowTime())
                .isInstanceOf(EventTime.class);
    }

    @ParameterizedTest
    @CsvSource({
        "wildrydes.window.length=7s, wildrydes.window.length",
        "wildrydes.window.length=0s, wildrydes.window.length",
        "wildrydes.window.length=2d, wildrydes.window.length",
        "wildrydes.window.time=today, wildrydes.window.time",
        "wildrydes.window.allowed-lateness=-1s, window.allowedLateness",
        "wildrydes.window.allowed-lateness=25h, window.allowedLateness",
        "wildrydes.window.idle-after=-1s, window.idleAfter",
        "wildrydes.alerts.table=a/b, alerts.table",
        "wildrydes.alerts.clear-at=99, alerts.clearAt",
        "wildrydes.alerts.calls-in-flight=0, alerts.callsInFlight",
    })
    void refusesAWrongValueByItsName(String setting, String name) {
        context.withPropertyValues(setting)
                .run(started -> assertThat(started)
                        .getFailure()
                        .satisfies(failure -> assertThat(messages(failure)).contains(name)));
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            messages.append(each).append('\n');
        }
        return messages.toString();
    }
}
