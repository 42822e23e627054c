package com.wildrydes.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertJsonTest {

    private static final Alert ALERT = new Alert(
            "Shadowfax", Instant.parse("2026-11-23T01:02:03.004Z"), Vital.HEALTH_POINTS, 99, 100, State.RAISED);

    private static final String JSON = "{\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 01:02:03.004\","
            + "\"Vital\":\"HealthPoints\",\"Value\":99,\"Threshold\":100,\"State\":\"raised\"}";

    @Test
    void writesOneLine() {
        assertThat(new String(AlertJson.write(ALERT), UTF_8)).isEqualTo(JSON + "\n");
    }

    @Test
    void readsOneLine() {
        assertThat(AlertJson.read((JSON + "\n").getBytes(UTF_8))).isEqualTo(ALERT);
    }

    @Test
    void readsTheOtherVitalAndState() {
        byte[] json = JSON.replace("HealthPoints", "MagicPoints")
                .replace("raised", "cleared")
                .getBytes(UTF_8);

        assertThat(AlertJson.read(json).vital()).isEqualTo(Vital.MAGIC_POINTS);
        assertThat(AlertJson.read(json).state()).isEqualTo(State.CLEARED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HealthPoints| Points| Vital must be HealthPoints or MagicPoints, but was \"Points\"",
                "raised| up| State must be raised or cleared, but was \"up\"",
                ":99| :1.5| Value must be a whole number, but was 1.5",
                "Shadowfax| a/b| Name must have no control characters and none of / \\ ; %, but contains U+2F"
            })
    void refusesABadValueAndSaysWhatMustHold(String part, String replacement, String message) {
        byte[] json = JSON.replace(part, replacement).getBytes(UTF_8);

        assertThatThrownBy(() -> AlertJson.read(json))
                .isInstanceOf(InvalidReportException.class)
                .hasMessage(message);
    }
}
