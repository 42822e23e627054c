package com.wildrydes.localaws.kinesis;

import java.util.Optional;

/**
 * A record's place in its shard, written as 56 decimal digits as on AWS: 49, the number (19 digits), zeros, the shard's index
 * (10 digits). So it rises within a shard, from parent to child, and over the whole service.
 *
 * @param number see {@link NumberSource}
 * @param shardIndex the shard it belongs to
 */
record SequenceNumber(long number, int shardIndex) {

    private static final String HEAD = "49";
    private static final int NUMBER_DIGITS = 19;
    private static final int SHARD_DIGITS = 10;
    private static final int DIGITS = 56;

    static Optional<SequenceNumber> parse(String text) {
        if (text.length() != DIGITS || !text.startsWith(HEAD) || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SequenceNumber(
                    Long.parseLong(text.substring(HEAD.length(), HEAD.length() + NUMBER_DIGITS)),
                    Integer.parseInt(text.substring(DIGITS - SHARD_DIGITS))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return toString(number, shardIndex);
    }

    static String toString(long number, int shardIndex) {
        char[] digits = new char[DIGITS];
        java.util.Arrays.fill(digits, '0');
        digits[0] = HEAD.charAt(0);
        digits[1] = HEAD.charAt(1);
        write(number, digits, HEAD.length() + NUMBER_DIGITS);
        write(shardIndex, digits, DIGITS);
        return new String(digits);
    }

    private static void write(long value, char[] digits, int end) {
        long rest = value;
        for (int i = end - 1; rest > 0; i--) {
            digits[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
