package com.wildrydes.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportJsonTest {

    private static final Report SHADOWFAX =
            new Report("Shadowfax", Instant.parse("2026-11-23T01:02:03Z"), 40.749167, -73.985184, 29.87, 149, 151);

    private static final String SHADOWFAX_JSON = "{\"Distance\":29.87,\"HealthPoints\":149,\"Latitude\":40.749167,"
            + "\"Longitude\":-73.985184,\"MagicPoints\":151,\"Name\":\"Shadowfax\","
            + "\"StatusTime\":\"2026-11-23 01:02:03.000\"}";

    @Test
    void writesTheWorkshopsFormAndALineBreak() {
        assertThat(new String(ReportJson.write(SHADOWFAX), UTF_8)).isEqualTo(SHADOWFAX_JSON + "\n");
    }

    @Test
    void readsTheWorkshopsForm() {
        assertThat(ReportJson.read((SHADOWFAX_JSON + "\n").getBytes(UTF_8))).isEqualTo(SHADOWFAX);
    }

    @Test
    void readsKeysInAnyOrderAndIgnoresWhatItDoesNotKnow() {
        String json = " {\"Rider\":{\"Name\":\"nobody\",\"Tags\":[1,{}]},\"Name\":\"Shadowfax\",\"MagicPoints\":151,"
                + "\"Longitude\":-73.985184,\"Latitude\":40.749167,\"HealthPoints\":149,\"Distance\":29.87,"
                + "\"StatusTime\":\"2026-11-23T01:02:03Z\",\"Colour\":null} ";

        assertThat(ReportJson.read(json.getBytes(UTF_8))).isEqualTo(SHADOWFAX);
    }

    @Test
    void takesWholeNumbersForMeasures() {
        String json = SHADOWFAX_JSON.replace("29.87", "30");

        assertThat(ReportJson.read(json.getBytes(UTF_8)).distanceMetres()).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "149| NaN| NOT_JSON",
                "40.749167| NaN| NOT_JSON",
                "40.749167| \"NaN\"| WRONG_TYPE",
                "40.749167| 91| LATITUDE",
                "40.749167| 1e999| LATITUDE",
                "40.749167| null| WRONG_TYPE",
                "-73.985184| 180.5| LONGITUDE",
                "29.87| -1| DISTANCE",
                "149| 149.5| WRONG_TYPE",
                "149| 2147483648| POINTS",
                "149| true| WRONG_TYPE",
                "\"Shadowfax\"| 7| WRONG_TYPE",
                "\"Shadowfax\"| \"\"| NAME",
                "\"Name\"| \"Nmae\"| MISSING_KEY",
                "2026-11-23 01:02:03.000| soon| STATUS_TIME"
            })
    void refusesABadValueWithItsReason(String part, String replacement, Reason reason) {
        byte[] json = SHADOWFAX_JSON.replace(part, replacement).getBytes(UTF_8);

        assertThatThrownBy(() -> ReportJson.read(json))
                .isInstanceOfSatisfying(
                        InvalidReportException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello| NOT_JSON",
                "``| NOT_ONE_OBJECT",
                "[]| NOT_ONE_OBJECT",
                "{} {}| MISSING_KEY",
                "{| NOT_JSON",
                "\"text\"| NOT_ONE_OBJECT"
            })
    void refusesWhatIsNotOneObject(String json, Reason reason) {
        assertThatThrownBy(() -> ReportJson.read(json.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        InvalidReportException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void refusesTwoReportsInOneRecord() {
        byte[] json = (SHADOWFAX_JSON + "\n" + SHADOWFAX_JSON).getBytes(UTF_8);

        assertThatThrownBy(() -> ReportJson.read(json))
                .isInstanceOfSatisfying(
                        InvalidReportException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ONE_OBJECT));
    }

    @Test
    void refusesAnyDamageToAReportInNoOtherWayThanAsInvalid() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = SHADOWFAX_JSON.getBytes(UTF_8);

        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                assertThat(ReportJson.read(damaged)).isNotNull();
            } catch (InvalidReportException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("must");
            }
        }
    }
}
