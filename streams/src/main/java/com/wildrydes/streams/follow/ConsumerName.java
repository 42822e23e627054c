package com.wildrydes.streams.follow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The name of a replica's consumer, which says whose siblings they are, and what tells the dead among them.
 *
 * <p>A process that was killed leaves its consumer behind. Nothing at Kinesis tells whether somebody reads it, so each process
 * writes the time into a tag of its consumer every minute; one whose tag, or registration when it has none, is
 * {@value #DEAD_MINUTES} minutes old belongs to nobody. Should its process only have slept, it finds its consumer gone and
 * registers anew.
 *
 * @param family the names of all replicas' consumers begin with it
 * @param replica what no other replica has, and this one again after a restart if possible, such as its pod's name
 */
record ConsumerName(String family, String replica) {

    /** The tag that holds when the consumer's process last said that it lives, in ISO 8601. */
    static final String ALIVE = "wildrydes-alive";

    static final Duration HEARTBEAT = Duration.ofMinutes(1);
    /** Many heartbeats: throttled calls, long pauses and clocks that differ must not cost a life. */
    static final int DEAD_MINUTES = 15;

    private static final int MOST_CHARACTERS = 128;

    /** Whether a consumer of this name belongs to another replica of this one's service. */
    boolean isSibling(String name) {
        return name.startsWith(family + "-") && !name.equals(toString());
    }

    /**
     * Whether a consumer's process is gone.
     *
     * @param alive the tag's value; what is no time counts as none
     */
    static boolean isDead(Instant registered, Optional<String> alive, Instant now) {
        Instant last = alive.flatMap(ConsumerName::time)
                .filter(time -> time.isAfter(registered))
                .orElse(registered);
        return last.plus(Duration.ofMinutes(DEAD_MINUTES)).isBefore(now);
    }

    private static Optional<Instant> time(String value) {
        try {
            return Optional.of(Instant.parse(value));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As Kinesis takes it: at most 128 characters; of a replica that is too long its end, which is what differs. */
    @Override
    public String toString() {
        String own = replica.replaceAll("[^a-zA-Z0-9_.-]", "_");
        int room = MOST_CHARACTERS - family.length() - 1;
        return family + "-" + own.substring(Math.max(0, own.length() - room));
    }
}
