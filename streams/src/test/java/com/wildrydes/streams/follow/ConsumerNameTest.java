package com.wildrydes.streams.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerNameTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:30:00Z");

    private final ConsumerName mine = new ConsumerName("wildrydes-dashboard", "dashboard-service-6b7f9-x2x4z");

    @Test
    void isOfItsFamily() {
        assertThat(mine).hasToString("wildrydes-dashboard-dashboard-service-6b7f9-x2x4z");
    }

    @Test
    void hasOnlyWhatKinesisTakesAndKeepsTheEndOfWhatIsTooLong() {
        String name = new ConsumerName("wildrydes-dashboard", "é/" + "p".repeat(200) + "-x2x4z").toString();

        assertThat(name)
                .matches("[a-zA-Z0-9_.-]{128}")
                .startsWith("wildrydes-dashboard-p")
                .endsWith("-x2x4z");
        assertThat(new ConsumerName("map", "é/1")).hasToString("map-__1");
    }

    @ParameterizedTest
    @CsvSource({
        "wildrydes-dashboard-other,                          true",
        "wildrydes-dashboard-dashboard-service-6b7f9-x2x4z,  false",
        "wildrydes-dashboards,                               false",
        "wildrydes-aggregator,                               false"
    })
    void knowsItsSiblings(String name, boolean sibling) {
        assertThat(mine.isSibling(name)).isEqualTo(sibling);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T01:15:00Z, ,                     false",
        "2026-11-23T01:14:59Z, ,                     true",
        "2026-11-22T00:00:00Z, 2026-11-23T01:15:00Z, false",
        "2026-11-22T00:00:00Z, 2026-11-23T01:14:59Z, true",
        "2026-11-22T00:00:00Z, yesterday,            true",
        "2026-11-23T01:15:00Z, 2026-11-22T00:00:00Z, false"
    })
    void tellsTheDeadByTheirLastSign(Instant registered, String alive, boolean dead) {
        assertThat(ConsumerName.isDead(registered, Optional.ofNullable(alive), NOW))
                .isEqualTo(dead);
    }
}
