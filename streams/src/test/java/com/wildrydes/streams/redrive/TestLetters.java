package com.wildrydes.streams.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.wildrydes.telemetry.DeadLetter;
import java.time.Instant;

/** Dead letters for these tests. */
final class TestLetters {

    static final Instant ARRIVAL = Instant.parse("2026-11-28T09:00:00Z");

    private TestLetters() {}

    static DeadLetter of(String sequenceNumber, String reason, String data) {
        return at(ARRIVAL, sequenceNumber, reason, data);
    }

    static DeadLetter at(Instant arrival, String sequenceNumber, String reason, String data) {
        return DeadLetter.of(
                "wildrydes",
                "shardId-000000000001",
                sequenceNumber,
                arrival,
                reason + ": so it is",
                data.getBytes(UTF_8));
    }
}
