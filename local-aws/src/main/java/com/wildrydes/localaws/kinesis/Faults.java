package com.wildrydes.localaws.kinesis;

/**
 * What is to go wrong on purpose. Shares are from 0 to 1.
 *
 * @param throttledShare of the calls, refused with ProvisionedThroughputExceededException or LimitExceededException
 * @param failedEntryShare of the entries of PutRecords, refused one by one
 * @param lostAnswerShare of the writes, done but answered with InternalFailure, which makes clients write again
 * @param expiredIteratorShare of the GetRecords calls, refused with ExpiredIteratorException
 * @param brokenSubscriptionShare of the events of SubscribeToShard, in whose place InternalFailureException ends the subscription
 * @param latencyMillis each call takes up to this much longer, evenly spread
 * @param throughputLimits whether shards take and give no more than on AWS
 * @param seed the same seed and the same order of calls give the same faults
 */
public record Faults(
        double throttledShare,
        double failedEntryShare,
        double lostAnswerShare,
        double expiredIteratorShare,
        double brokenSubscriptionShare,
        int latencyMillis,
        boolean throughputLimits,
        long seed) {

    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, false, 0);

    private static final int MAX_LATENCY_MILLIS = 60_000;

    public Faults {
        requireShare("throttledShare", throttledShare);
        requireShare("failedEntryShare", failedEntryShare);
        requireShare("lostAnswerShare", lostAnswerShare);
        requireShare("expiredIteratorShare", expiredIteratorShare);
        requireShare("brokenSubscriptionShare", brokenSubscriptionShare);
        if (latencyMillis < 0 || latencyMillis > MAX_LATENCY_MILLIS) {
            throw new IllegalArgumentException(
                    "latencyMillis must be from 0 to " + MAX_LATENCY_MILLIS + ", got " + latencyMillis);
        }
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, got " + share);
        }
    }
}
