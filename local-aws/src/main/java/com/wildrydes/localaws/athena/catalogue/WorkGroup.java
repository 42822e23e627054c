package com.wildrydes.localaws.athena.catalogue;

import java.time.Instant;

/**
 * A work group.
 *
 * @param outputLocation where results go; empty when each query must say
 * @param enforced whether its settings win over a query's own
 * @param scannedBytesLimit a query that would read more fails; 0 for no limit
 */
public record WorkGroup(
        String name,
        String description,
        Instant created,
        String outputLocation,
        boolean enforced,
        long scannedBytesLimit) {

    public WorkGroup {
        if (!name.matches("[a-zA-Z0-9._-]{1,128}")) {
            throw new IllegalArgumentException(
                    "A work group's name must be 1 to 128 letters, digits, '.', '_' or '-', not " + name);
        }
    }
}
