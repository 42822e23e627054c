package com.wildrydes.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How much each caller may still ask. A caller who has been away may ask the whole number at once; what was asked comes back
 * evenly over the period. This is the generic cell rate algorithm (ITU-T I.371): one instant is kept for each caller, up to which
 * the caller's requests are paid for.
 *
 * <p>The callers that asked last are remembered: who is forgotten starts anew with the whole number, so callers without end cost
 * no memory and take nothing away from anybody. Thread-safe.
 */
final class CallerRates {

    private final long periodNanos;
    private final long spacingNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> paidUntil;

    /**
     * @param requests how many a caller may ask in a period, at least 1
     * @param callers how many callers are remembered
     * @param nanoTime as {@link System#nanoTime()}: it may be negative, and only differences mean something
     */
    CallerRates(int requests, Duration period, int callers, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        spacingNanos = period.toNanos() / requests;
        periodNanos = spacingNanos * requests;
        paidUntil = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> leastRecent) {
                return size() > callers;
            }
        };
    }

    /** Takes one of the caller's requests; where there is none left, says after how long there is. */
    synchronized Optional<Duration> take(String caller) {
        long now = nanoTime.getAsLong();
        Long paid = paidUntil.get(caller);
        long from = paid == null || paid - now < 0 ? now : paid;
        long wait = from + spacingNanos - now - periodNanos;
        if (wait > 0) {
            return Optional.of(Duration.ofNanos(wait));
        }
        paidUntil.put(caller, from + spacingNanos);
        return Optional.empty();
    }

    synchronized int callers() {
        return paidUntil.size();
    }
}
