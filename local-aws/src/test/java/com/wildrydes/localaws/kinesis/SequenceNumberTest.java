package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceNumberTest {

    @Test
    void hasFiftySixDigitsAsOnAws() {
        assertThat(new SequenceNumber(1_882_743_148_138_987_520L, 12).toString())
                .isEqualTo("49" + "1882743148138987520" + "0".repeat(25) + "0000000012");
    }

    @Test
    void isReadBackAndSortsAsItsNumber() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            SequenceNumber one = new SequenceNumber(random.nextLong(Long.MAX_VALUE), random.nextInt(500));
            SequenceNumber other = new SequenceNumber(random.nextLong(Long.MAX_VALUE), random.nextInt(500));

            assertThat(SequenceNumber.parse(one.toString())).as("seed " + seed).contains(one);
            assertThat(Integer.signum(new BigInteger(one.toString()).compareTo(new BigInteger(other.toString()))))
                    .as("seed " + seed)
                    .isEqualTo(Integer.signum(Long.compare(one.number(), other.number())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "LATEST",
                "4918827431481389875200000000000000000000000000000000001",
                "39188274314813898752000000000000000000000000000000000012",
                "4918827431481389875200000000000000000000000000000000001x",
                "49999999999999999999900000000000000000000000000000000012"
            })
    void isNotAnyOtherText(String text) {
        assertThat(SequenceNumber.parse(text)).isEmpty();
    }

    @Test
    void numbersRiseThoughTheClockStepsBackOrStandsStill() {
        long[] times = {1_000, 1_000, 500, 1_001, 0};
        int[] reading = {0};
        InstantSource clock = () -> Instant.ofEpochMilli(times[reading[0]++]);
        NumberSource source = new NumberSource(clock);

        long last = 0;
        for (int i = 0; i < times.length; i++) {
            long next = source.next();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }

    @Test
    void numbersRiseBeyondThoseOfAnEarlierRunWhoseClockWasAhead() {
        NumberSource source = new NumberSource(() -> Instant.ofEpochMilli(1));
        source.passed(99_000_000);

        assertThat(source.next()).isEqualTo(99_000_001);
    }
}
