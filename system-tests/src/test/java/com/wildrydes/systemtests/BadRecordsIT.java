package com.wildrydes.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.telemetry.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** Records written by a bare SDK client: the good are treated like any other, the bad end as dead letters with a reason. */
@ExtendWith(SharedSuite.class)
class BadRecordsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Door door;
    private final Aws aws;
    private final Unicorn unicorn = new Unicorn("Foreign-" + UUID.randomUUID());

    BadRecordsIT(SharedSuite.Running running) {
        door = running.door();
        aws = running.aws();
    }

    @Test
    void aBadRecordEndsAsADeadLetterAndTheNextGoodOneIsProcessed() {
        String good = unicorn.json();
        Map<String, String> reasonOfBad = Map.of(
                "hello",
                "not-json",
                good.replace("\"Name\"", "\"Nmae\""),
                "missing-key",
                good.replace("40.758", "91"),
                "latitude",
                good.replace("40.758", "NaN"),
                "not-json",
                "x".repeat(1024 * 1024 - 64),
                "not-json",
                good.replaceFirst("\"StatusTime\":\"[^\"]+\"", "\"StatusTime\":\"soon\""),
                "status-time",
                good + good,
                "not-one-object");

        Map<String, String> reasonBySequenceNumber = reasonOfBad.entrySet().stream()
                .collect(Collectors.toMap(bad -> put(bad.getKey()).sequenceNumber(), Map.Entry::getValue));
        put(good);

        await().atMost(SOON).untilAsserted(() -> {
            Map<String, String> seen = deadLetters().stream()
                    .filter(letter -> reasonBySequenceNumber.containsKey(letter.sequenceNumber()))
                    .collect(Collectors.toMap(
                            DeadLetter::sequenceNumber,
                            letter -> letter.reason().replaceFirst(":.*", ""),
                            (first, again) -> first));
            assertThat(seen).isEqualTo(reasonBySequenceNumber);
            assertThat(door.get("/api/unicorns/" + unicorn.name() + "/summaries")
                            .json()
                            .at("/items/0/samples")
                            .asInt())
                    .isEqualTo(1);
        });
        assertThat(door.get("/api/positions/" + unicorn.name()).status()).isEqualTo(200);
    }

    private PutRecordResponse put(String data) {
        return aws.kinesis.putRecord(
                r -> r.streamName("wildrydes").partitionKey(unicorn.name()).data(SdkBytes.fromString(data, UTF_8)));
    }

    private List<DeadLetter> deadLetters() {
        return Streams.read(aws.kinesis, "wildrydes-dead-letters").stream()
                .map(record -> DeadLetter.read(record.data().asByteArray()))
                .toList();
    }
}
