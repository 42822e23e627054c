package com.wildrydes.dashboard.tail;

import static com.wildrydes.dashboard.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailLineTest {

    private static String line(byte[] data) {
        byte[] line = TailLine.of(
                new ShardId("wildrydes", "shardId-000000000003"),
                new StreamRecord(Position.of("42"), NOON, "key", data));
        return new String(line, StandardCharsets.UTF_8);
    }

    private static String line(String data) {
        return line(data.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void passesAnObjectOnAsItCame() {
        assertThat(line("{\"Name\":\"独角兽 🦄\",\"Distance\":30}\n"))
                .isEqualTo("{\"Name\":\"独角兽 🦄\",\"Distance\":30}\n");
    }

    @Test
    void makesOneLineOfSeveral() {
        assertThat(line("{\r\n  \"Name\": \"Shadowfax\"\n}\n\n")).isEqualTo("{    \"Name\": \"Shadowfax\" }\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "text",
                "42",
                "[1]",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":1",
                "{\"a\":NaN}",
                "{\"a\":\"\n\"}",
                "}"
            })
    void wrapsWhatIsNotOneObject(String data) {
        assertThat(line(data))
                .startsWith("{\"Stream\":\"wildrydes\",\"Shard\":\"shardId-000000000003\",\"SequenceNumber\":\"42\","
                        + "\"ArrivalTime\":\"2026-11-23T12:00:00Z\",\"Data\":\"")
                .endsWith("\"}\n")
                .containsOnlyOnce("\n");
    }

    @Test
    void wrapsBytesThatAreNoText() {
        assertThat(line(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'}))
                .contains("\"Data\":\"eyJhIjoi//4ifQ==\"");
    }
}
