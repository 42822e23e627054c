package com.wildrydes.archive.forwarding;

import static com.wildrydes.archive.forwarding.Records.ARRIVAL;
import static com.wildrydes.archive.forwarding.Records.REPORT;
import static com.wildrydes.archive.forwarding.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.ReportJson;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ArchiveLineTest {

    private static final String ADDED = "\"ArrivalTime\":\"2026-11-23 01:02:03.004\",\"SequenceNumber\":\"7\"}\n";

    @Test
    void putsArrivalAndSequenceNumberBeforeTheLastBrace() {
        assertThat(line(REPORT + "}\n")).isEqualTo(REPORT + ',' + ADDED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\t\r\n {\"Name\":\"Shadowfax\"} \n`|{\"Name\":\"Shadowfax\",",
                "`{\n\"Name\":\r\n\"Shadowfax\"\n}`|`{ \"Name\":  \"Shadowfax\" ,`",
                "{\"Name\":\"Käptn ☃\"}|{\"Name\":\"Käptn ☃\",",
                "{}|{",
                "`{ }`|`{ `",
                "`\uFEFF{\"Name\":\"Shadowfax\"}`|{\"Name\":\"Shadowfax\",",
            })
    void keepsTheReportsBytesOtherwise(String report, String before) {
        assertThat(line(report)).isEqualTo(before + ADDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{not JSON}", "{\"a\":1}{\"b\":2}", "{\"Latitude\":91}", "{{}}"})
    void archivesWhatLooksLikeAnObjectAsItIs(String data) {
        assertThat(line(data)).startsWith(data.substring(0, data.length() - 1)).endsWith(ADDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "}", "}{", "[{}]", "hello", "{} x", "x {}", "{}\0", "null"})
    void hasNoLineForWhatIsNoObject(String data) {
        assertThat(ArchiveLine.of(record(7, data))).isEmpty();
    }

    @Test
    void numbersTheRecordsOfAnAggregateApart() {
        StreamRecord third =
                new StreamRecord(new Position("7", 2), ARRIVAL, "Shadowfax", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(text(ArchiveLine.of(third).orElseThrow())).contains("\"SequenceNumber\":\"7.2\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"SequenceNumber\":5}|{\"ReportedSequenceNumber\":5,",
                "{\"a\":1, \"sequencenumber\" :5,\"ARRIVALTIME\":6}|{\"a\":1, \"Reportedsequencenumber\" :5,\"ReportedARRIVALTIME\":6,",
                "{\"Arrival\\u0054ime\":5}|{\"ReportedArrival\\u0054ime\":5,",
                "{\"ReportedSequenceNumber\":1,\"SequenceNumber\":2}|{\"ReportedSequenceNumber\":1,\"ReportedReportedSequenceNumber\":2,",
                "{\"Käptn\":\"☃\",\"SequenceNumber\":2}|{\"Käptn\":\"☃\",\"ReportedSequenceNumber\":2,",
                // Not keys of the report itself.
                "{\"a\":{\"SequenceNumber\":2}}|{\"a\":{\"SequenceNumber\":2},",
                "{\"a\":\"SequenceNumber\"}|{\"a\":\"SequenceNumber\",",
                // Not JSON: as it is.
                "{\"SequenceNumber\":oops}|{\"SequenceNumber\":oops,",
            })
    void renamesAKeyOfTheReportThatTheArchiveNeeds(String report, String before) {
        assertThat(line(report)).isEqualTo(before + ADDED);
    }

    @RepeatedTest(200)
    void isOneLineOfJsonWithTheReportsValuesAndItsOwn(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String report = randomObject(random, 0);

        String line = line(blanks(random) + report + blanks(random));

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(line).doesNotContain("\r");
        JsonNode before = JsonMapper.shared().readTree(report);
        JsonNode after = JsonMapper.shared().readTree(line);
        assertThat(after.get("ArrivalTime").asString()).isEqualTo("2026-11-23 01:02:03.004");
        assertThat(after.get("SequenceNumber").asString()).isEqualTo("7");
        assertThat(after.size()).isEqualTo(before.size() + 2);
        before.properties().forEach(property -> {
            String key = property.getKey().equals("SequenceNumber") ? "ReportedSequenceNumber" : property.getKey();
            assertThat(after.get(key)).isEqualTo(property.getValue());
        });
    }

    @Test
    void leavesAReportReadable() {
        assertThat(ReportJson.read(line(REPORT + '}').getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ReportJson.read((REPORT + '}').getBytes(StandardCharsets.UTF_8)));
    }

    private static String randomObject(Random random, int depth) {
        StringBuilder object = new StringBuilder("{");
        int keys = random.nextInt(5);
        for (int i = 0; i < keys; i++) {
            String key = depth == 0 && i == 2 && random.nextBoolean() ? "SequenceNumber" : "key" + i + "ü";
            object.append(i == 0 ? "" : ",")
                    .append(blanks(random))
                    .append('"')
                    .append(key)
                    .append('"')
                    .append(blanks(random))
                    .append(':')
                    .append(blanks(random))
                    .append(randomValue(random, depth))
                    .append(blanks(random));
        }
        return object.append(blanks(random)).append('}').toString();
    }

    private static String randomValue(Random random, int depth) {
        return switch (random.nextInt(depth < 3 ? 5 : 4)) {
            case 0 -> String.valueOf(random.nextInt());
            case 1 -> "\"}\\n{\\\"\"";
            case 2 -> "\"\u2028 \uD83E\uDD84 SequenceNumber\"";
            case 3 -> "[true,null," + random.nextDouble() + "]";
            default -> randomObject(random, depth + 1);
        };
    }

    private static String blanks(Random random) {
        StringBuilder blanks = new StringBuilder();
        while (random.nextInt(3) == 0) {
            blanks.append(" \t\r\n".charAt(random.nextInt(4)));
        }
        return blanks.toString();
    }

    private static String line(String data) {
        return text(ArchiveLine.of(record(7, data)).orElseThrow());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
