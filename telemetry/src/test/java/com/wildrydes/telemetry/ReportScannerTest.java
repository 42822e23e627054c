package com.wildrydes.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner against the parser, which knows all of JSON. */
class ReportScannerTest {

    private static final String USUAL = "{\"Distance\":29.87,\"HealthPoints\":149,\"Latitude\":40.749167,"
            + "\"Longitude\":-73.985184,\"MagicPoints\":151,\"Name\":\"Shadowfax\","
            + "\"StatusTime\":\"2026-11-23 01:02:03.000\"}";

    @Test
    void agreesWithTheParserAboutReportsOfEveryShapeAndDamage() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RandomReportJson reports = new RandomReportJson(random);
        int read = 0;
        int refused = 0;
        int left = 0;

        for (int i = 0; i < 60_000; i++) {
            byte[] json = reports.next();
            String name = random.nextBoolean() ? reports.name() : "Shadowfax";
            Object byParser = outcome(() -> ReportJson.parse(json, 0, json.length));
            Object byScanner = outcome(() -> ReportScanner.read(json, 0, json.length, name));

            if (byScanner == null) {
                left++;
            } else if (!byScanner.equals(byParser)) {
                assertThat(byScanner)
                        .as("seed %d, %s", seed, new String(json, UTF_8))
                        .isEqualTo(byParser);
            }
            read += byScanner instanceof Report ? 1 : 0;
            refused += byScanner instanceof String ? 1 : 0;
        }

        // Or the test would show nothing.
        assertThat(read).as("read, seed %d", seed).isGreaterThan(10_000);
        assertThat(refused).as("refused, seed %d", seed).isGreaterThan(1_000);
        assertThat(left).as("left to the parser, seed %d", seed).isGreaterThan(10_000);
    }

    /** @return null, a report, or the words and the reason for which there is none */
    private static @Nullable Object outcome(Supplier<@Nullable Report> reading) {
        try {
            return reading.get();
        } catch (InvalidReportException e) {
            return e.reason() + ": " + e.getMessage();
        }
    }

    @Test
    void readsWhatStandsBetweenTwoPlacesAndLooksAtNothingElse() {
        byte[] json = USUAL.getBytes(UTF_8);
        Report expected = ReportJson.parse(json, 0, json.length);
        byte[] between = ("\"}" + USUAL + "}x").getBytes(UTF_8);

        assertThat(ReportScanner.read(between, 2, 2 + json.length, null)).isEqualTo(expected);
        assertThat(ReportScanner.read(between, 2, 3 + json.length, null)).isNull();
        assertThat(ReportScanner.read(between, 2, 1 + json.length, null)).isNull();
    }

    @Test
    void neverReadsAReportThatWasCut() {
        byte[] json = USUAL.getBytes(UTF_8);

        for (int length = 0; length < json.length; length++) {
            assertThat(ReportScanner.read(Arrays.copyOf(json, length), 0, length, null))
                    .isNull();
            assertThat(ReportScanner.read(json, 0, length, null)).isNull();
        }
    }

    @Test
    void takesTheLikelyNameForItsOwnWhenItIsTheSame() {
        byte[] json = USUAL.getBytes(UTF_8);
        String key = new String("Shadowfax");

        assertThat(ReportJson.read(json, key).name()).isSameAs(key);
        assertThat(ReportJson.read(json, "Shadowfay").name()).isEqualTo("Shadowfax");
        assertThat(ReportJson.read(json, "Shadowfaxx").name()).isEqualTo("Shadowfax");
        assertThat(ReportJson.read(json, "Shadowfax\"").name()).isEqualTo("Shadowfax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Latitude\":90",
                "\"Latitude\":-90.0",
                "\"Latitude\":0",
                "\"Latitude\":40.7491671234567",
                "\"Latitude\":40.749167123456789",
                "\"HealthPoints\":-1",
                "\"HealthPoints\":999999999",
                "\"StatusTime\":\"0000-01-01 00:00:00.000\"",
                "\"StatusTime\":\"9999-12-31 23:59:59.999\"",
                "\"StatusTime\":\"2024-02-29 00:00:00.000\""
            })
    void readsTheUsualShapeByItself(String changed) {
        byte[] json = with(changed).getBytes(UTF_8);

        assertThat(ReportScanner.read(json, 0, json.length, null))
                .isNotNull()
                .isEqualTo(ReportJson.parse(json, 0, json.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Latitude\":4e1",
                "\"Latitude\":-0.0",
                "\"Latitude\":.5",
                "\"Latitude\":5.",
                "\"Latitude\":05",
                "\"Latitude\":-",
                "\"Latitude\":1.2.3",
                "\"Latitude\":--1",
                "\"Latitude\":null",
                "\"Latitude\":\"40\"",
                "\"HealthPoints\":1.0",
                "\"HealthPoints\":2147483647",
                "\"HealthPoints\":-0",
                "\"HealthPoints\":00",
                "\"Name\":7",
                "\"Name\":\"\\u0053\"",
                "\"Name\":\"独角兽\"",
                "\"StatusTime\":\"2026-11-23T01:02:03Z\"",
                "\"StatusTime\":\"2026-02-29 01:02:03.000\"",
                "\"StatusTime\":\"2026-11-23 24:00:00.000\"",
                "\"StatusTime\":\"2026-11-23 01:02:03.00x\"",
                "\"StatusTime\":\"2026-11-23 01:02:-3.000\"",
                "\"Name\":\"Shadowfax\",\"Colour\":1",
                "\"Name\":\"Shadowfax\",\"Name\":\"Shadowfax\"",
                "\"Latitude\":--1,\"Latitude\":1",
                "\"Latitude\":1,\"Latitude\":--1"
            })
    void leavesWhatIsUnusualToTheParser(String changed) {
        byte[] json = with(changed).getBytes(UTF_8);

        assertThat(ReportScanner.read(json, 0, json.length, null)).isNull();
    }

    @Test
    void readsBlanksWhereverJsonMayHaveThem() {
        String spaced =
                USUAL.replace("\":", "\" : ").replace(",\"", "\t,\r\n\"").replace("{", "\n{ ") + " \n";
        byte[] json = spaced.getBytes(UTF_8);

        assertThat(ReportScanner.read(json, 0, json.length, null))
                .isNotNull()
                .isEqualTo(ReportJson.parse(json, 0, json.length));
    }

    /** The usual report with these keys instead of its own. */
    private static String with(String changed) {
        String key = changed.substring(0, changed.indexOf(':'));
        int from = USUAL.indexOf(key);
        int comma = USUAL.indexOf(",\"", from);
        return USUAL.substring(0, from) + changed + (comma < 0 ? "}" : USUAL.substring(comma));
    }
}
