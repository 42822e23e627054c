package com.wildrydes.systemtests;

import java.util.Locale;

/** How the consumers read Kinesis: {@code wildrydes.streams.mode}. */
public enum Mode {
    /** Exactly one instance of each. */
    CLASSIC,
    /** Any number of instances, which share the shards by leases. */
    KCL;

    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }
}
