package com.wildrydes.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The records of a run: each unicorn numbers its own, so that a lost, repeated or misplaced one shows. */
final class Unicorns {

    static final int RECORD_BYTES = 180;

    private static final int NUMBER_DIGITS = 12;

    private Unicorns() {}

    /** The payload holds the number, and is filled up to {@value #RECORD_BYTES} bytes. */
    static byte[] payload(long number) {
        byte[] bytes = new byte[RECORD_BYTES];
        Arrays.fill(bytes, (byte) 'x');
        byte[] digits = ("%0" + NUMBER_DIGITS + "d").formatted(number).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, 0, digits.length);
        return bytes;
    }

    private static long number(byte[] payload) {
        long number = 0;
        for (int i = 0; i < NUMBER_DIGITS; i++) {
            number = number * 10 + payload[i] - '0';
        }
        return number;
    }

    /** Sees the records of one shard in their order. For one thread. */
    static final class Check {

        private final Map<String, Long> next = new HashMap<>();
        private long wrong;

        void see(String unicorn, byte[] payload) {
            long number = number(payload);
            if (payload.length != RECORD_BYTES || number != next.getOrDefault(unicorn, 0L)) {
                wrong++;
            }
            next.put(unicorn, number + 1);
        }

        /** Records of the wrong size, out of order, repeated, or after a gap. */
        long wrong() {
            return wrong;
        }

        Map<String, Long> seen() {
            return next;
        }
    }
}
