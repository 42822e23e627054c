package com.wildrydes.producer.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay as {@code /api/replays} shows it.
 *
 * @param vehicles how many vehicles it flies
 * @param names of the first {@value #LISTED} of them
 * @param points how many points it flies in all
 * @param flown how many it has flown
 * @param progress the same from 0 to 1
 * @param endsAt when its last point is due, or was
 * @param recordedFrom the recording's own first time; null when it is flown at a pace instead
 * @param recordedTo the recording's own last time; null when it is flown at a pace instead
 * @param skipped the first 100 points of the upload that are not flown
 * @param skippedCount how many those are
 */
public record ReplayView(
        String id,
        State state,
        double speed,
        int vehicles,
        List<String> names,
        int points,
        int flown,
        double progress,
        Instant startedAt,
        Instant endsAt,
        @Nullable Instant recordedFrom,
        @Nullable Instant recordedTo,
        List<Skip> skipped,
        int skippedCount) {

    static final int LISTED = 100;

    /** A replay that is stopped is gone. */
    public enum State {
        @JsonProperty("flying")
        FLYING,
        @JsonProperty("finished")
        FINISHED
    }
}
