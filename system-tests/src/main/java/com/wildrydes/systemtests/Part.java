package com.wildrydes.systemtests;

import java.util.List;
import java.util.Locale;

/** What the suite is made of: local-aws and the five services. */
public enum Part {
    LOCAL_AWS,
    PRODUCER,
    AGGREGATOR,
    PERSISTER,
    ARCHIVE,
    DASHBOARD;

    /** Those that read a stream as a group, and so keep checkpoints or leases. */
    public static final List<Part> CONSUMERS = List.of(AGGREGATOR, PERSISTER, ARCHIVE);

    public static final List<Part> SERVICES = List.of(PRODUCER, AGGREGATOR, PERSISTER, ARCHIVE, DASHBOARD);

    /** As in {@code wildrydes.dashboard.services}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String module() {
        return this == LOCAL_AWS ? shortName() : shortName() + "-service";
    }
}
