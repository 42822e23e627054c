package com.wildrydes.localaws.kinesis;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Hash keys from start to end, both included, out of 0 to 2^128 - 1. */
record HashKeyRange(BigInteger start, BigInteger end) {

    private static final BigInteger SIZE = BigInteger.ONE.shiftLeft(128);
    static final HashKeyRange ALL = new HashKeyRange(BigInteger.ZERO, SIZE.subtract(BigInteger.ONE));

    HashKeyRange {
        if (start.signum() < 0 || end.compareTo(start) < 0 || end.bitLength() > 128) {
            throw new IllegalArgumentException(
                    "A hash key range must be ascending within 0 to 2^128 - 1, got " + start + " to " + end);
        }
    }

    /** As Kinesis does: the MD5 of the partition key in UTF-8. */
    static BigInteger hashKey(byte[] partitionKey) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("MD5").digest(partitionKey));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }

    /** All hash keys in equal parts, in order; the last takes the remainder. */
    static List<HashKeyRange> uniform(int parts) {
        BigInteger width = SIZE.divide(BigInteger.valueOf(parts));
        List<HashKeyRange> ranges = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            BigInteger start = width.multiply(BigInteger.valueOf(i));
            BigInteger end = i == parts - 1 ? ALL.end : start.add(width).subtract(BigInteger.ONE);
            ranges.add(new HashKeyRange(start, end));
        }
        return ranges;
    }

    /** @param secondStart the first hash key of the second part */
    List<HashKeyRange> splitAt(BigInteger secondStart) {
        return List.of(
                new HashKeyRange(start, secondStart.subtract(BigInteger.ONE)), new HashKeyRange(secondStart, end));
    }

    boolean isAdjacentTo(HashKeyRange other) {
        return end.add(BigInteger.ONE).equals(other.start)
                || other.end.add(BigInteger.ONE).equals(start);
    }

    HashKeyRange mergedWith(HashKeyRange adjacent) {
        return new HashKeyRange(start.min(adjacent.start), end.max(adjacent.end));
    }
}
