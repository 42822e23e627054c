package com.wildrydes.streams;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How a service goes when the process is asked to end: first it only says that it is not ready, and works on for
 * {@code wildrydes.drain}, while whoever forwards requests learns that it goes and whoever keeps a connection open is sent to
 * another replica (the module {@code access} asks them to). Then it closes.
 *
 * <p>Before the context closes and not within, for the first thing that a context that closes does is to end Spring's schedulers.
 */
final class Draining {

    static final String LENGTH = "wildrydes.drain";
    /** Longer than any load balancer needs, and Kubernetes must be told to wait for as long. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

    private final ConfigurableApplicationContext context;
    private final Duration length;

    /** @throws IllegalArgumentException when the length is not from 0 to 5 minutes */
    Draining(ConfigurableApplicationContext context) {
        this.context = context;
        length = Binder.get(context.getEnvironment())
                .bind(LENGTH, Duration.class)
                .orElse(Duration.ZERO);
        if (length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(LENGTH + " must be from 0s to 5m, but is " + length);
        }
    }

    /** Leads to it when the process is asked to end, in place of Spring's own hook, which closes at once. */
    void register() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    }

    private void end() {
        try {
            if (!length.isZero() && isReady()) {
                AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
                LOG.info("Ends in {} s, and works on until then", length.toSeconds());
                Thread.sleep(length.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            context.close();
        }
    }

    /** Nobody is told to go elsewhere by what never was ready, or has closed already. */
    private boolean isReady() {
        return context.isActive()
                && context.getBean(ApplicationAvailability.class).getReadinessState()
                        == ReadinessState.ACCEPTING_TRAFFIC;
    }
}
