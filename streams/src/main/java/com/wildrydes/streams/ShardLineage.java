package com.wildrydes.streams;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Looks back: which shards a shard came from, and what those hold. Splits and merges make a shard's history a graph. */
public interface ShardLineage {

    /** A shard as it is in the stream: the shards it was split or merged from (none, one or two) and its hash keys. */
    record Shard(ShardId id, List<String> parents, HashKeyRange range) {}

    /** @throws IllegalStateException when the stream has no such shard (any more) */
    Shard describe(ShardId shard) throws InterruptedException;

    /**
     * Reads a closed shard from the first record that arrived at this time or later to its end.
     *
     * @return false when the shard is not there any more: its retention is over, and so are its records
     */
    boolean readToEnd(ShardId shard, Instant from, Consumer<StreamRecord> records) throws InterruptedException;

    /** The hash keys of a shard, both ends included; 0 to 2^128 - 1. */
    record HashKeyRange(BigInteger first, BigInteger last) {

        private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(HashKeyRange::md5);

        private static MessageDigest md5() {
            try {
                return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every JVM must have MD5", e);
            }
        }

        /** Whether Kinesis puts this partition key into this range: by the MD5 of its UTF-8, read as a number. */
        public boolean contains(String partitionKey) {
            byte[] md5 = MD5.get().digest(partitionKey.getBytes(StandardCharsets.UTF_8));
            BigInteger key = new BigInteger(1, md5);
            return key.compareTo(first) >= 0 && key.compareTo(last) <= 0;
        }
    }
}
