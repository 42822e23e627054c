package com.wildrydes.producer.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.InvalidReportException.Reason;
import com.wildrydes.telemetry.ReportJson;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireReportTest {

    private static final String SHADOWFAX =
            "{\"Distance\":29.87,\"HealthPoints\":149,\"Latitude\":40.749167,\"Longitude\":-73.985184,\"MagicPoints\":151,"
                    + "\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 01:02:03.000\"}";

    @Test
    void passesTheWireFormOnAsItIs() {
        WireReport report = WireReport.of(7, SHADOWFAX.getBytes(UTF_8));

        assertThat(report.line()).isEqualTo(7);
        assertThat(report.name()).isEqualTo("Shadowfax");
        assertThat(text(report)).isEqualTo(SHADOWFAX + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T01:02:03Z, 2026-11-23 01:02:03.000",
        "2026-11-23T01:02:03.4567891Z, 2026-11-23 01:02:03.456",
        "2026-11-23T03:02:03+02:00, 2026-11-23 01:02:03.000",
        "2026-11-22T23:32:03.5-01:30, 2026-11-23 01:02:03.500",
        "2026-11-23 01:02:03, 2026-11-23 01:02:03.000",
        "0000-01-01T00:00:00Z, 0000-01-01 00:00:00.000",
        "9999-12-31T23:59:59.999Z, 9999-12-31 23:59:59.999"
    })
    void rewritesTimesToTheWireForm(String sent, String written) {
        String json = SHADOWFAX.replace("2026-11-23 01:02:03.000", sent);

        assertThat(text(json)).isEqualTo(SHADOWFAX.replace("2026-11-23 01:02:03.000", written) + "\n");
    }

    @Test
    void keepsEverythingElseByteForByte() {
        String json =
                "{ \"Battery\":1.10e+2, \"StatusTime\" :\t\"2026-11-23T01:02:03Z\" ,\"Name\":\"Grüße 🦄\",\"Latitude\":-90,"
                        + "\"Longitude\":180.0,\"Distance\":30,\"HealthPoints\":1,\"MagicPoints\":-1,"
                        + "\"nested\":{\"StatusTime\":\"no time\",\"a\":[1,{\"Name\":2}]},\"\\u0041\":\"\\n\\u00e9\"}";

        assertThat(text(json)).isEqualTo(json.replace("2026-11-23T01:02:03Z", "2026-11-23 01:02:03.000") + "\n");
    }

    @Test
    void findsAKeyThatIsWrittenWithEscapes() {
        String json = SHADOWFAX.replace("StatusTime", "Status\\u0054ime").replace("03.000", "03");

        assertThat(text(json)).endsWith("\"Status\\u0054ime\":\"2026-11-23 01:02:03.000\"}\n");
    }

    @Test
    void writesEachReportOnOneLine() {
        String json = SHADOWFAX.replace(",", ",\r\n  ").replace("{", "{\n");

        String written = text(json);

        assertThat(written).isEqualTo(json.replace('\r', ' ').replace('\n', ' ') + "\n");
        assertThat(ReportJson.read(written.getBytes(UTF_8))).isEqualTo(ReportJson.read(SHADOWFAX.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name", "StatusTime", "Latitude", "Longitude", "Distance", "HealthPoints", "MagicPoints"})
    void refusesAKeyThatStandsTwice(String key) {
        String value = SHADOWFAX.replaceAll(".*\"" + key + "\":([^,}]*)[,}].*", "$1");
        String json = "{\"" + key + "\":" + value + "," + SHADOWFAX.substring(1);

        assertThatThrownBy(() -> text(json))
                .isInstanceOf(InvalidReportException.class)
                .hasMessage("A report must have " + key + " once, but has it twice");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = SHADOWFAX.replace("{", "{\"x\":\"é\",").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        // A lone half of a surrogate pair, which UTF-8 forbids.
        byte[] surrogate = SHADOWFAX.replace("{", "{\"x\":\"abc\",").getBytes(UTF_8);
        surrogate[6] = (byte) 0xED;
        surrogate[7] = (byte) 0xA0;
        surrogate[8] = (byte) 0x80;

        for (byte[] json : new byte[][] {latin1, surrogate}) {
            assertThatThrownBy(() -> WireReport.of(1, json))
                    .isInstanceOfSatisfying(
                            InvalidReportException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.NOT_JSON));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "1",
                "\"x\"",
                "[]",
                "{}",
                "{",
                "{\"Name\":}",
                "not json",
                "{}{}",
                "{\"Latitude\":91}",
                "{\"Name\":null}",
                "{\"Latitude\":NaN}"
            })
    void refusesWhatIsNoReport(String json) {
        assertThatThrownBy(() -> text(json)).isInstanceOf(InvalidReportException.class);
    }

    @Test
    void neverFailsOtherwiseThanWithAReasonOnDamagedReports() {
        long seed = 20261123;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] json = SHADOWFAX.getBytes(UTF_8);
            for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
                json[random.nextInt(json.length)] = (byte) random.nextInt(256);
            }
            try {
                WireReport report = WireReport.of(1, json);
                // What passed the door is a report to every reader behind it.
                assertThat(ReportJson.read(report.data()).name())
                        .as("seed %d, run %d", seed, i)
                        .isEqualTo(report.name());
                assertThat(report.data()).endsWith((byte) '\n');
            } catch (InvalidReportException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    /** What is read by the fast way and what is rewritten must come out the same, blanks and all. */
    @Test
    void writesAReportInTheWireFormAsItWritesOneThatWasRewritten() {
        long seed = Long.getLong("wildrydes.test.seed", 20261128);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            String blanks = " \t\r\n".substring(random.nextInt(5) % 4).repeat(random.nextInt(2));
            String second =
                    String.format(Locale.ROOT, "2026-11-23 01:%02d:%02d", random.nextInt(60), random.nextInt(60));
            String json = SHADOWFAX
                    .replace("149", String.valueOf(random.nextInt(-200, 200)))
                    .replace("29.87", String.valueOf(random.nextInt(100_000) / 100.0))
                    .replace("\":", "\"" + blanks + ":" + blanks)
                    .replace(",", blanks + "," + blanks);
            String wire = json.replaceAll("2026-11-23.*\"", second + ".000\"");
            String other = json.replaceAll("2026-11-23.*\"", second.replace(' ', 'T') + "Z\"");

            assertThat(text(wire)).as("seed %d, run %d", seed, i).isEqualTo(text(other));
        }
    }

    private static String text(String json) {
        return text(WireReport.of(1, json.getBytes(UTF_8)));
    }

    private static String text(WireReport report) {
        return new String(report.data(), UTF_8);
    }
}
