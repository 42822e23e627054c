package com.wildrydes.dashboard.live;

import com.wildrydes.dashboard.fleet.Unicorn;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.UnicornName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of whom a client wants to hear: of everybody within the bounds, and wherever they are of those it names. So a page can
 * follow a unicorn that flies out of its map.
 *
 * @param bounds null when no place is of interest
 * @param names at most {@value #MOST_NAMES}
 */
record Subscription(@Nullable Bounds bounds, Set<String> names) {

    /** Each session keeps its own. */
    static final int MOST_NAMES = 100;

    /** @throws IllegalArgumentException that says what must hold and the value seen */
    Subscription {
        if (names.size() > MOST_NAMES) {
            throw new IllegalArgumentException("names must be at most " + MOST_NAMES + ", but were " + names.size());
        }
        for (String name : names) {
            try {
                UnicornName.check(name);
            } catch (InvalidReportException e) {
                throw new IllegalArgumentException("names: a " + e.getMessage(), e);
            }
        }
        names = Set.copyOf(names);
    }

    boolean matches(Unicorn unicorn) {
        return names.contains(unicorn.name())
                || (bounds != null && bounds.contains(unicorn.latitude(), unicorn.longitude()));
    }
}
