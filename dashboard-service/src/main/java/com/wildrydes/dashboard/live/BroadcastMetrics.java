package com.wildrydes.dashboard.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** What the broadcast counts. */
final class BroadcastMetrics {

    private final Counter sent;
    private final Counter bytes;
    private final Counter skipped;
    private final Counter encoded;
    private final Counter givenUp;
    private final Counter refused;
    private final DistributionSummary changes;

    BroadcastMetrics(MeterRegistry registry) {
        sent = counter(registry, "messages.sent", "Messages sent to clients");
        bytes = counter(registry, "bytes.sent", "Bytes of those messages");
        skipped = counter(registry, "messages.skipped", "Moments passed over because a client was still busy");
        encoded = counter(registry, "messages.encoded", "Messages encoded; the difference to those sent was shared");
        givenUp = counter(registry, "sessions.given.up", "Clients that took too long to read or did not answer");
        refused = counter(registry, "sessions.refused", "Clients refused because there were too many");
        changes = DistributionSummary.builder("wildrydes.dashboard.changes")
                .description("Unicorns that changed between two frames")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("wildrydes.dashboard." + name)
                .description(description)
                .register(registry);
    }

    void sent(int size) {
        sent.increment();
        bytes.increment(size);
    }

    void skipped() {
        skipped.increment();
    }

    void encoded(int messages) {
        encoded.increment(messages);
    }

    void givenUp() {
        givenUp.increment();
    }

    void refused() {
        refused.increment();
    }

    void changed(int unicorns) {
        changes.record(unicorns);
    }
}
