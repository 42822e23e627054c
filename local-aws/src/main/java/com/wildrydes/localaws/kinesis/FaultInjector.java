package com.wildrydes.localaws.kinesis;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Decides, call by call, what goes wrong, and counts it. Changed while it runs by the chaos suite. */
final class FaultInjector {

    enum Kind {
        THROTTLED,
        FAILED_ENTRY,
        LOST_ANSWER,
        EXPIRED_ITERATOR,
        BROKEN_SUBSCRIPTION,
        /** A record that a shard's limits refused; these and what follows are counted, never injected. */
        OVER_LIMIT_IN,
        /** A read that a shard's limits refused. */
        OVER_LIMIT_OUT,
        /** An event that waited for its consumer's limits. */
        OVER_LIMIT_PUSHED
    }

    private final AtomicLongArray injected = new AtomicLongArray(Kind.values().length);
    private volatile Faults faults;
    private SplittableRandom random;

    FaultInjector(Faults faults) {
        this.faults = faults;
        random = new SplittableRandom(faults.seed());
    }

    Faults faults() {
        return faults;
    }

    /** Takes effect with the next call, from the beginning of the seed's sequence. */
    synchronized void set(Faults other) {
        faults = other;
        random = new SplittableRandom(other.seed());
    }

    boolean limitsThroughput() {
        return faults.throughputLimits();
    }

    boolean injects(Kind kind) {
        double share = switch (kind) {
            case THROTTLED -> faults.throttledShare();
            case FAILED_ENTRY -> faults.failedEntryShare();
            case LOST_ANSWER -> faults.lostAnswerShare();
            case EXPIRED_ITERATOR -> faults.expiredIteratorShare();
            case BROKEN_SUBSCRIPTION -> faults.brokenSubscriptionShare();
            case OVER_LIMIT_IN, OVER_LIMIT_OUT, OVER_LIMIT_PUSHED -> 0;
        };
        boolean now = share > 0 && draw() < share;
        if (now) {
            count(kind);
        }
        return now;
    }

    void count(Kind kind) {
        injected.incrementAndGet(kind.ordinal());
    }

    void delay() {
        int most = faults.latencyMillis();
        if (most == 0) {
            return;
        }
        try {
            Thread.sleep((long) (draw() * (most + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized double draw() {
        return random.nextDouble();
    }

    /** How often each fault was injected, and each limit was met, since the start. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            counts.put(kind.name(), injected.get(kind.ordinal()));
        }
        return counts;
    }
}
