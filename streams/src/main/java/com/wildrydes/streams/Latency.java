package com.wildrydes.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long something took to come through a stage of the pipeline: {@code wildrydes.latency}, a histogram. Thread-safe. */
public final class Latency {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(300),
        Duration.ofMillis(500),
        Duration.ofMillis(700),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final Timer timer;
    private final Clock clock;

    /** @param stage what is waited for; docs/operations.md says from when to when each is measured */
    public Latency(String stage, MeterRegistry registry, Clock clock) {
        this.timer = Timer.builder("wildrydes.latency")
                .description("How long something took to come through a stage of the pipeline")
                .tag("stage", stage)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.clock = clock;
    }

    /** Records the time from then to now; 0 when the clock that told then is ahead of ours. */
    public void since(Instant then) {
        Duration taken = Duration.between(then, clock.instant());
        timer.record(taken.isNegative() ? Duration.ZERO : taken);
    }
}
