package com.wildrydes.localaws.kinesis;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a shard beside its records.
 *
 * @param parent the shard that this one was split from, or the first of the two it was merged from
 * @param adjacentParent the second of the two it was merged from
 * @param startNumber every record's number is greater
 * @param end null while the shard is open
 */
record ShardDescription(
        int index,
        @Nullable Integer parent,
        @Nullable Integer adjacentParent,
        HashKeyRange range,
        long startNumber,
        long createdMillis,
        @Nullable End end) {

    private static final String ID_OF_ZERO = "shardId-000000000000";

    /** @param number every record's number is less */
    record End(long number, long closedMillis) {}

    /** Not formatted: each record that is put is answered with one. */
    static String id(int index) {
        String digits = Integer.toString(index);
        return ID_OF_ZERO.substring(0, ID_OF_ZERO.length() - digits.length()) + digits;
    }

    String id() {
        return id(index);
    }

    boolean isOpen() {
        return end == null;
    }

    boolean isChildOf(int other) {
        return (parent != null && parent == other) || (adjacentParent != null && adjacentParent == other);
    }

    ShardDescription closed(long number, long closedMillis) {
        return new ShardDescription(
                index, parent, adjacentParent, range, startNumber, createdMillis, new End(number, closedMillis));
    }
}
