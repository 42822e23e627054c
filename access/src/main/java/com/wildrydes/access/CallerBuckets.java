package com.wildrydes.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much each caller may still ask. A caller who has been away may ask the whole number at once; it fills up again evenly.
 * Remembers the callers that asked last: who is forgotten starts with a full bucket, so callers without end cost no memory and
 * take nothing away from anybody. Thread-safe.
 */
final class CallerBuckets {

    private final int requests;
    private final Duration period;
    private final TimeMeter clock;
    private final Map<String, Bucket> buckets;

    /**
     * @param requests how many a caller may ask in a period, at least 1
     * @param callers how many callers are remembered
     */
    CallerBuckets(int requests, Duration period, int callers, TimeMeter clock) {
        this.requests = requests;
        this.period = period;
        this.clock = clock;
        buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> leastRecent) {
                return size() > callers;
            }
        };
    }

    /** Takes one of the caller's requests; where there is none left, says after how long there is. */
    Optional<Duration> take(String caller) {
        ConsumptionProbe probe = bucket(caller).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(String caller) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    caller,
                    first -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, period))
                            .withCustomTimePrecision(clock)
                            .build());
        }
    }

    int callers() {
        synchronized (buckets) {
            return buckets.size();
        }
    }
}
