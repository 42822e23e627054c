package com.wildrydes.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T01:02:03.004Z");

    @Test
    void writesOneLine() {
        DeadLetter letter = DeadLetter.of("wildrydes", "shardId-0", "42", ARRIVAL, "not-json: hello", bytes("hello"));

        assertThat(new String(letter.write(), UTF_8))
                .isEqualTo("{\"Stream\":\"wildrydes\",\"Shard\":\"shardId-0\",\"SequenceNumber\":\"42\","
                        + "\"ArrivalTime\":\"2026-11-23 01:02:03.004\",\"Reason\":\"not-json: hello\","
                        + "\"Data\":\"aGVsbG8=\",\"DataBytes\":5}\n");
    }

    @Test
    void readsWhatItWrites() {
        DeadLetter letter = DeadLetter.of("wildrydes", "shardId-0", "42", ARRIVAL, "not-json: hello", bytes("hello"));

        DeadLetter read = DeadLetter.read(letter.write());

        assertThat(read).usingRecursiveComparison().isEqualTo(letter);
    }

    @Test
    void keepsTheFirstHalfMebibyteSoThatTheLetterFitsARecord() {
        byte[] large = new byte[1024 * 1024];

        DeadLetter letter = DeadLetter.of("wildrydes", "shardId-0", "42", ARRIVAL, "too-large: …", large);

        assertThat(letter.data()).hasSize(DeadLetter.MAX_DATA_BYTES);
        assertThat(letter.dataBytes()).isEqualTo(large.length);
        assertThat(letter.write()).hasSizeLessThan(1024 * 1024);
    }

    @Test
    void refusesDataThatIsNotBase64() {
        byte[] json = bytes(new String(
                        DeadLetter.of("s", "h", "1", ARRIVAL, "r", bytes("hello"))
                                .write(),
                        UTF_8)
                .replace("aGVsbG8=", "a*b"));

        assertThatThrownBy(() -> DeadLetter.read(json))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageContaining("Data must be base64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"Name\":\"Shadowfax\",\"Latitude\":91} | Shadowfax",
                "{\"Latitude\":[1],\"Name\":\"Rocinante\"} | Rocinante",
                "{\"Name\":\"a/b\"} | none",
                "{\"Name\":7} | none",
                "{\"Nmae\":\"Shadowfax\"} | none",
                "{\"Name\":\"Shadowfax\"}{} | none",
                "hello | none",
                "'' | none"
            })
    void knowsTheSenderOfARecordThatHasAName(String data, @Nullable String name) {
        DeadLetter letter = DeadLetter.of("wildrydes", "shardId-0", "42", ARRIVAL, "latitude: 91", bytes(data));

        assertThat(letter.name()).isEqualTo(Optional.ofNullable(name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
