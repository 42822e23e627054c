package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Latency latency = new Latency("row", registry, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void recordsTheTimeUntilNow() {
        latency.since(NOW.minusMillis(1_500));

        assertThat(timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1_500);
    }

    @Test
    void takesATimeAheadOfOursForNow() {
        latency.since(NOW.plusSeconds(3));

        assertThat(timer().count()).isEqualTo(1);
        assertThat(timer().totalTime(TimeUnit.MILLISECONDS)).isZero();
    }

    private Timer timer() {
        return registry.get("wildrydes.latency").tag("stage", "row").timer();
    }
}
