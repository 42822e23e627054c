package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashKeyRangeTest {

    @Test
    void aHashKeyIsTheMd5OfThePartitionKey() {
        assertThat(HashKeyRange.hashKey("hello".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new BigInteger("5d41402abc4b2a76b9719d911017c592", 16));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 500})
    void equalPartsCoverAllHashKeysWithoutGaps(int parts) {
        List<HashKeyRange> ranges = HashKeyRange.uniform(parts);

        assertThat(ranges).hasSize(parts);
        BigInteger next = BigInteger.ZERO;
        for (HashKeyRange range : ranges) {
            assertThat(range.start()).isEqualTo(next);
            next = range.end().add(BigInteger.ONE);
        }
        assertThat(next).isEqualTo(BigInteger.ONE.shiftLeft(128));
    }

    @Test
    void twoPartsOfASplitAreAdjacentAndMergeToTheWhole() {
        List<HashKeyRange> parts = HashKeyRange.ALL.splitAt(BigInteger.valueOf(1_000));

        assertThat(parts.get(0).end()).isEqualTo(BigInteger.valueOf(999));
        assertThat(parts.get(0).isAdjacentTo(parts.get(1))).isTrue();
        assertThat(parts.get(1).isAdjacentTo(parts.get(0))).isTrue();
        assertThat(parts.get(1).mergedWith(parts.get(0))).isEqualTo(HashKeyRange.ALL);
        assertThat(parts.get(0).isAdjacentTo(parts.get(0))).isFalse();
    }

    @Test
    void cannotDescendOrLeaveTheHashKeys() {
        assertThatThrownBy(() -> new HashKeyRange(BigInteger.TWO, BigInteger.ONE))
                .hasMessageContaining("must be ascending within 0 to 2^128 - 1, got 2 to 1");
        assertThatThrownBy(() -> new HashKeyRange(BigInteger.ZERO, BigInteger.ONE.shiftLeft(128)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HashKeyRange(BigInteger.valueOf(-1), BigInteger.ONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
