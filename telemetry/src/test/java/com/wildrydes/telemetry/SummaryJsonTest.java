package com.wildrydes.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryJsonTest {

    private static final MinuteSummary SUMMARY =
            new MinuteSummary("Shadowfax", Instant.parse("2026-11-23T01:02:00Z"), 1794.3, 147, 153, 141, 150, 60);

    private static final String JSON = "{\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 01:02:00.000\","
            + "\"Distance\":1794.3,\"MinMagicPoints\":147,\"MaxMagicPoints\":153,\"MinHealthPoints\":141,"
            + "\"MaxHealthPoints\":150,\"Samples\":60}";

    @Test
    void writesOneLine() {
        assertThat(new String(SummaryJson.write(SUMMARY), UTF_8)).isEqualTo(JSON + "\n");
    }

    @Test
    void readsOneLine() {
        assertThat(SummaryJson.read((JSON + "\n").getBytes(UTF_8))).isEqualTo(SUMMARY);
    }

    @Test
    void countsASummaryWithoutSamplesAsOne() {
        byte[] json = JSON.replace(",\"Samples\":60", "").getBytes(UTF_8);

        assertThat(SummaryJson.read(json).samples()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60| 0| Samples must be at least 1, but was 0",
                "60| 1.5| Samples must be a whole number, but was 1.5",
                "1794.3| -1| Distance must be a number from 0, but was -1.0",
                "1794.3| 1e999| Distance must be a number from 0, but was Infinity",
                "147| 154| A minimum of points must not exceed its maximum, but magic was 154 to 153, health 141 to 150",
                "147| 2147483648| MinMagicPoints must be a 32-bit integer, but was 2147483648",
                "Shadowfax| a/b| Name must have no control characters and none of / \\ ; %, but contains U+2F"
            })
    void refusesABadValueAndSaysWhatMustHold(String part, String replacement, String message) {
        byte[] json = JSON.replace(part, replacement).getBytes(UTF_8);

        assertThatThrownBy(() -> SummaryJson.read(json))
                .isInstanceOf(InvalidReportException.class)
                .hasMessage(message);
    }
}
