package com.wildrydes.localaws.kinesis.log;

/**
 * Where a reading ended.
 *
 * @param next the number to go on from
 * @param unreadArrivalMillis when the first record that was not read arrived, or {@link #ALL_READ}
 */
public record ReadResult(long next, long unreadArrivalMillis) {

    public static final long ALL_READ = -1;

    public boolean reachedEnd() {
        return unreadArrivalMillis == ALL_READ;
    }
}
