package com.wildrydes.localaws.kinesis;

import java.util.List;
import java.util.Optional;

/**
 * What an iterator's text stands for. The server keeps nothing.
 *
 * @param streamCreatedMillis tells a stream from a later one of the same name
 * @param from the least number to read
 * @param issuedMillis it expires {@link #LIFETIME_MILLIS} later
 */
record ShardIterator(String stream, long streamCreatedMillis, int shardIndex, long from, long issuedMillis) {

    static final long LIFETIME_MILLIS = 300_000;

    private static final String KIND = "iterator";

    String encode() {
        return OpaqueToken.of(KIND, stream, streamCreatedMillis, shardIndex, from, issuedMillis);
    }

    static Optional<ShardIterator> decode(String text) {
        return OpaqueToken.read(KIND, text).map(ShardIterator::of);
    }

    private static ShardIterator of(List<String> words) {
        return new ShardIterator(
                words.get(0),
                Long.parseLong(words.get(1)),
                Integer.parseInt(words.get(2)),
                Long.parseLong(words.get(3)),
                Long.parseLong(words.get(4)));
    }
}
