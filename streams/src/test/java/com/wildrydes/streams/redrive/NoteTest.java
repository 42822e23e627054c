package com.wildrydes.streams.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.telemetry.DeadLetter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoteTest {

    private static final LetterKey LETTER = LetterKey.of(TestLetters.of("42", "partition-key", "hello"));
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void isARecordOfTheStreamOfDeadLetters() {
        assertThat(new String(Note.redriven(LETTER, "7e57", "4711").write(NOW), UTF_8))
                .isEqualTo("{\"Stream\":\"wildrydes\",\"Shard\":\"shardId-000000000001\",\"SequenceNumber\":\"42\","
                        + "\"ArrivalTime\":\"2026-11-28 10:00:00.000\",\"Reason\":\"redrive-redriven: run 7e57 put 4711\","
                        + "\"Data\":\"LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=\",\"DataBytes\":32}\n");
    }

    @Test
    void readsWhatItWrites() {
        for (Note note : new Note[] {
            Note.claimed(LETTER, "7e57"), Note.released(LETTER, "7e57"), Note.redriven(LETTER, "7e57", "4711")
        }) {
            assertThat(Note.read(DeadLetter.read(note.write(NOW)))).contains(note);
        }
    }

    @Test
    void isNotMistakenForALetter() {
        assertThat(Note.read(TestLetters.of("42", "redriving is not our word", "hello")))
                .isEmpty();
        assertThat(Note.read(TestLetters.of("42", "not-json", "hello"))).isEmpty();
    }
}
