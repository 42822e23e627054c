package com.wildrydes.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.telemetry.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;
import tools.jackson.databind.JsonNode;

/** From a bad record through its dead letter back into the stream, where it is summed and archived once. */
@ExtendWith(SharedSuite.class)
class RedriveIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Suite suite;
    private final Door door;
    private final Aws aws;
    private final Unicorn unicorn = new Unicorn("Redriven-" + UUID.randomUUID());

    RedriveIT(SharedSuite.Running running) {
        suite = running.suite();
        door = running.door();
        aws = running.aws();
    }

    @Test
    void aRecordThatCameUnderAnotherKeyIsSummedAndArchivedOnceHoweverOftenItIsRedriven() {
        // Whoever wrote it did not know that the key must be the name; the name is in it, so redriving mends it.
        String bad = put("somebody", unicorn.json());
        DeadLetter letter = await().atMost(SOON).until(() -> letterOf(bad), found -> found != null);
        assertThat(letter.reason()).startsWith("partition-key:");
        assertThat(samples()).isZero();

        Redrive seen = Redrive.run(suite.aws(), selection(letter, "--dry-run"));
        assertThat(seen.output()).contains("Would put 1 back. Nothing was put.");
        Redrive first = Redrive.run(suite.aws(), selection(letter));
        Redrive second = Redrive.run(suite.aws(), selection(letter));

        assertThat(first.status()).as(first.output()).isZero();
        assertThat(first.output()).contains("1 put.");
        assertThat(second.status()).as(second.output()).isZero();
        assertThat(second.output()).contains("0 put.", "redriven before");
        List<String> mended = recordsUnderItsName();
        assertThat(mended).hasSize(1);
        // A good one after it: when that is summed and archived, what was before it is.
        String good = put(unicorn.name(), unicorn.json());
        await().atMost(SOON).untilAsserted(() -> assertThat(samples()).isEqualTo(2));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(new Archive(aws.s3).sequenceNumbers()).contains(mended.get(0), good));
        assertThat(recordsUnderItsName()).containsExactlyInAnyOrder(mended.get(0), good);
        assertThat(samples()).isEqualTo(2);
    }

    @Test
    void aRecordThatIsStillBadComesBackAsALetterOfItsOwn() {
        String bad = put(unicorn.name(), unicorn.json().replace("40.758", "91"));
        DeadLetter letter = await().atMost(SOON).until(() -> letterOf(bad), found -> found != null);

        Redrive redrive = Redrive.run(suite.aws(), selection(letter));

        assertThat(redrive.status()).as(redrive.output()).isZero();
        Set<String> twice = Set.copyOf(recordsUnderItsName());
        assertThat(twice).hasSize(2).contains(bad);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(letters().stream()
                                .filter(other -> other.reason().startsWith("latitude:"))
                                .map(DeadLetter::sequenceNumber)
                                .collect(Collectors.toSet()))
                        .containsAll(twice));
    }

    /** Other tests of this suite have letters too: only the one of this moment is meant. */
    private static String[] selection(DeadLetter letter, String... more) {
        String reason = letter.reason().replaceFirst(":.*", "");
        return Stream.concat(
                        Stream.of(
                                "--reason",
                                reason,
                                "--from",
                                letter.arrivalTime().toString(),
                                "--to",
                                letter.arrivalTime().plusMillis(1).toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private String put(String key, String data) {
        return aws.kinesis
                .putRecord(r -> r.streamName("wildrydes").partitionKey(key).data(SdkBytes.fromString(data, UTF_8)))
                .sequenceNumber();
    }

    private @Nullable DeadLetter letterOf(String sequenceNumber) {
        return letters().stream()
                .filter(letter -> letter.sequenceNumber().equals(sequenceNumber))
                .findFirst()
                .orElse(null);
    }

    private List<DeadLetter> letters() {
        return Streams.read(aws.kinesis, "wildrydes-dead-letters").stream()
                .map(record -> DeadLetter.read(record.data().asByteArray()))
                .toList();
    }

    private List<String> recordsUnderItsName() {
        return Streams.read(aws.kinesis, "wildrydes").stream()
                .filter(record -> record.partitionKey().equals(unicorn.name()))
                .map(Record::sequenceNumber)
                .toList();
    }

    private long samples() {
        JsonNode items = door.get("/api/unicorns/" + unicorn.name() + "/summaries")
                .json()
                .get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .mapToLong(item -> item.get("samples").asLong())
                .sum();
    }
}
