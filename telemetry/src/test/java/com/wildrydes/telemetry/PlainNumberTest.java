package com.wildrydes.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumberTest {

    private static double decimal(String text) {
        return PlainNumber.decimal(text.getBytes(US_ASCII), 0, text.length());
    }

    private static long integer(String text) {
        return PlainNumber.integer(text.getBytes(US_ASCII), 0, text.length(), 1_000_000_000_000L);
    }

    @Test
    void isTheSameDoubleAsParseDoubleGives() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int i = 0; i < 500_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            int whole = random.nextInt(12);
            for (int digit = 0; digit <= whole; digit++) {
                text.append((char) ('0' + (digit == 0 && whole > 0 ? 1 + random.nextInt(9) : random.nextInt(10))));
            }
            int decimals = random.nextInt(19);
            if (decimals > 0) {
                text.append('.');
            }
            for (int digit = 0; digit < decimals; digit++) {
                text.append((char) ('0' + random.nextInt(10)));
            }
            double expected = Double.parseDouble(text.toString());

            if (decimal(text.toString()) != expected && !(expected == 0 && text.charAt(0) == '-')) {
                assertThat(decimal(text.toString()))
                        .as("seed %d, %s", seed, text)
                        .isEqualTo(expected);
            }
        }
    }

    /** As Java, Go, JavaScript and Python write a double: with as many digits as it takes to read the same one again. */
    @Test
    void readsBackWhatADoubleIsWrittenAs() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int i = 0; i < 500_000; i++) {
            double value = (random.nextDouble() - .5) * Math.pow(10, random.nextInt(8));
            String text = Double.toString(value);

            if (!text.contains("E") && decimal(text) != value) {
                assertThat(decimal(text)).as("seed %d", seed).isEqualTo(value);
            }
        }
    }

    /** Exactly between two doubles, and a digit to either side of it. */
    @Test
    void roundsHalvesToEven() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int i = 0; i < 50_000; i++) {
            double value = random.nextDouble() * 100;
            BigDecimal middle = new BigDecimal(value)
                    .add(new BigDecimal(Math.nextUp(value)))
                    .divide(BigDecimal.valueOf(2));
            for (int digits : new int[] {17, 18, 19, 30}) {
                String text =
                        middle.round(new MathContext(digits, RoundingMode.DOWN)).toPlainString();
                if (decimal(text) != Double.parseDouble(text)) {
                    assertThat(decimal(text)).as("seed %d, %s", seed, text).isEqualTo(Double.parseDouble(text));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0",
                "0.1",
                "999999999999999",
                "9999999999999999",
                "0.00000000000001",
                "0.000000000000001",
                "9007199254740993",
                "9007199254740992.5",
                "9007199254740993.0",
                "4503599627370496.5",
                "4503599627370497.5",
                "4611686018427387903",
                "4611686018427387904",
                "9223372036854775807",
                "9999999999999999999",
                "0.4611686018427387904",
                "0.0000000000000000000000000000000000001",
                "0.30000000000000004",
                "179.99999999999999999999999999999999999"
            })
    void readsNumbersOfAnyLengthExactly(String text) {
        assertThat(decimal(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "1.", ".1", "01", "-01", "1.2.3", "1-2", "+1", "1e5", "-0", "-0.0", "0x1", "1,5"})
    void isNoNumberWhereJsonHasNoneOrParsersDiffer(String text) {
        assertThat(decimal(text)).isNaN();
    }

    @Test
    void readsNoNumberOfMoreThanFortyCharacters() {
        assertThat(decimal("1." + "1".repeat(38))).isEqualTo(10.0 / 9);
        assertThat(decimal("1." + "1".repeat(39))).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "-7", "150", "999999999", "-999999999"})
    void readsWholeNumbers(String text) {
        assertThat(integer(text)).isEqualTo(Long.parseLong(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-0", "00", "007", "1000000000", "1.0", "1-", "--1", "+1"})
    void isNoWholeNumberWhereJsonHasNoneOrItIsLong(String text) {
        assertThat(integer(text)).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void endsAtACommaABraceABlankOrTheEnd() {
        byte[] text = "-12.5,3 4}".getBytes(US_ASCII);

        assertThat(PlainNumber.end(text, 0, text.length)).isEqualTo(5);
        assertThat(PlainNumber.end(text, 0, 4)).isEqualTo(4);
        assertThat(PlainNumber.end(text, 6, text.length)).isEqualTo(7);
        assertThat(PlainNumber.end(text, 8, text.length)).isEqualTo(9);
        assertThat(PlainNumber.end(text, 5, text.length)).isEqualTo(5);
    }
}
