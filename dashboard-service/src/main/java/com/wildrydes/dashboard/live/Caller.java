package com.wildrydes.dashboard.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose client it is.
 *
 * @param id the same for all clients of one caller; empty where nobody is told from anybody
 * @param end when the token that let the client in ends; null: there is none
 */
public record Caller(String id, @Nullable Instant end) {

    /** Where everything is open. */
    public static final Caller ANYBODY = new Caller("", null);

    boolean isLimited() {
        return !id.isEmpty();
    }

    boolean hasEnded(Instant now) {
        return end != null && !now.isBefore(end);
    }
}
