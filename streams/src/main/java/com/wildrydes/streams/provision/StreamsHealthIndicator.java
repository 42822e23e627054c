package com.wildrydes.streams.provision;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while a stream that this service consumes is missing; costs no call, for the {@link StreamWatch} has just looked. */
public final class StreamsHealthIndicator extends AbstractHealthIndicator {

    private final StreamWatch watch;

    public StreamsHealthIndicator(StreamWatch watch) {
        super("Looking at the streams failed");
        this.watch = watch;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.status(watch.problems().isEmpty() ? "UP" : "DOWN").withDetails(watch.problems());
    }
}
