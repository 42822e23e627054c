package com.wildrydes.localaws.kinesis;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A consumer with a throughput of its own that is registered with a stream, as it is kept in the stream's description.
 *
 * @param createdMillis when it was registered, since 1970; its seconds are part of the ARN
 */
record ConsumerDescription(String name, long createdMillis, SortedMap<String, String> tags) {

    /** On AWS it takes some seconds; here only so long that clients must wait as they do there. */
    static final long CREATING_MILLIS = 200;

    ConsumerDescription {
        tags = new TreeMap<>(tags);
    }

    ConsumerDescription withTags(Map<String, String> other) {
        return new ConsumerDescription(name, createdMillis, new TreeMap<>(other));
    }

    boolean isActive(long nowMillis) {
        return nowMillis - createdMillis >= CREATING_MILLIS;
    }

    String status(long nowMillis) {
        return isActive(nowMillis) ? "ACTIVE" : "CREATING";
    }

    String arn(String streamArn) {
        return streamArn + "/consumer/" + name + ":" + createdSeconds();
    }

    long createdSeconds() {
        return Math.floorDiv(createdMillis, 1_000);
    }
}
