package com.wildrydes.systemtests.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What local-aws's Kinesis does wrong, as its {@code /_local-aws/faults} takes it. Shares are from 0 to 1. */
record KinesisFaults(
        double throttledShare,
        double failedEntryShare,
        double lostAnswerShare,
        double expiredIteratorShare,
        int latencyMillis) {

    static final KinesisFaults NONE = new KinesisFaults(0, 0, 0, 0, 0);

    /** Both at once; of each kind the worse. */
    KinesisFaults and(KinesisFaults other) {
        return new KinesisFaults(
                Math.max(throttledShare, other.throttledShare),
                Math.max(failedEntryShare, other.failedEntryShare),
                Math.max(lostAnswerShare, other.lostAnswerShare),
                Math.max(expiredIteratorShare, other.expiredIteratorShare),
                Math.max(latencyMillis, other.latencyMillis));
    }

    String json(long seed) {
        return String.format(
                Locale.ROOT,
                "{\"throttledShare\":%.3f,\"failedEntryShare\":%.3f,\"lostAnswerShare\":%.3f,"
                        + "\"expiredIteratorShare\":%.3f,\"latencyMillis\":%d,\"seed\":%d}",
                throttledShare,
                failedEntryShare,
                lostAnswerShare,
                expiredIteratorShare,
                latencyMillis,
                seed);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, throttledShare, "of the calls throttled");
        add(parts, failedEntryShare, "of the entries refused");
        add(parts, lostAnswerShare, "of the answers to writes lost");
        add(parts, expiredIteratorShare, "of the iterators expired");
        if (latencyMillis > 0) {
            parts.add("up to " + latencyMillis + " ms more");
        }
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    private static void add(List<String> parts, double share, String what) {
        if (share > 0) {
            parts.add(String.format(Locale.ROOT, "%.0f %% %s", share * 100, what));
        }
    }
}
