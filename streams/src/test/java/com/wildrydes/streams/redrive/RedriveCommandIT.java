package com.wildrydes.streams.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.LocalKinesis;
import com.wildrydes.telemetry.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command against Kinesis as local-aws plays it. */
@Timeout(180)
class RedriveCommandIT {

    private static final String REPORTS = "wildrydes";
    private static final String DEAD_LETTERS = "wildrydes-dead-letters";

    @TempDir
    private Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private LocalKinesis kinesis;

    @BeforeEach
    void start() {
        kinesis = LocalKinesis.start(data, "kinesis");
        kinesis.create(REPORTS, 4);
        kinesis.create(DEAD_LETTERS, 1);
    }

    @AfterEach
    void stop() {
        kinesis.close();
    }

    @Test
    void putsRecordsBackOnceUnderTheirNames() throws Exception {
        letter("1", "partition-key", "{\"Name\":\"Shadowfax\"}");
        letter("2", "partition-key", "{\"Name\":\"Rocinante\"}");
        letter("2", "partition-key", "{\"Name\":\"Rocinante\"}");
        letter("3", "not-json", "hello");

        assertThat(redrive("--reason", "partition-key")).isZero();
        assertThat(redrive("--reason", "partition-key")).isZero();

        assertThat(kinesis.all(REPORTS))
                .containsExactlyInAnyOrder("{\"Name\":\"Shadowfax\"}", "{\"Name\":\"Rocinante\"}");
        assertThat(out.toString(UTF_8))
                .contains("2 put.", "0 put.", "redriven before")
                .doesNotContain("not-json");
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(keys()).containsExactlyInAnyOrder("Shadowfax", "Rocinante");
    }

    @Test
    void saysWhatWouldGoAndPutsNothing() throws Exception {
        letter("1", "partition-key", "{\"Name\":\"Shadowfax\"}");

        assertThat(redrive("--dry-run")).isZero();

        assertThat(out.toString(UTF_8))
                .contains("1  wildrydes          partition-key", "to be put", "Would put 1 back. Nothing was put.");
        assertThat(kinesis.all(REPORTS)).isEmpty();
        assertThat(kinesis.all(DEAD_LETTERS)).hasSize(1);
    }

    @Test
    void saysLoudlyWhatIsCutAndPutsTheRest() throws Exception {
        letter("1", "not-json", "x".repeat(DeadLetter.MAX_DATA_BYTES + 1));
        letter("2", "not-json", "x".repeat(DeadLetter.MAX_DATA_BYTES));

        assertThat(redrive()).isEqualTo(RedriveCommand.NOT_ALL);

        assertThat(err.toString(UTF_8)).contains("1 RECORDS CANNOT BE PUT");
        assertThat(kinesis.all(REPORTS)).containsExactly("x".repeat(DeadLetter.MAX_DATA_BYTES));
    }

    @Test
    void leavesWhatWasSummedWhenItCame() throws Exception {
        letter("1", Letters.ONLY_THE_ARCHIVE, "{\"Name\":\"Shadowfax\"}");

        assertThat(redrive("--reason", "archive")).isZero();

        assertThat(out.toString(UTF_8)).contains("it was summed when it came");
        assertThat(kinesis.all(REPORTS)).isEmpty();
    }

    @Test
    void endsWithAnErrorForWhatItsStreamDoesNotTakeAndPutsItLater() throws Exception {
        letter("1", "partition-key", "{\"Name\":\"Shadowfax\"}");
        kinesis.delete(REPORTS);

        assertThat(redrive()).isEqualTo(RedriveCommand.NOT_ALL);
        assertThat(err.toString(UTF_8)).contains("1 were not put: wildrydes: ResourceNotFoundException");

        kinesis.create(REPORTS, 1);
        assertThat(redrive()).isZero();
        assertThat(kinesis.all(REPORTS)).containsExactly("{\"Name\":\"Shadowfax\"}");
    }

    @Test
    void putsEachOnceThoughKinesisRefusesSome() throws Exception {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String record = "{\"Name\":\"unicorn" + i % 30 + "\",\"n\":" + i + "}";
            records.add(record);
            letter(Integer.toString(i), "partition-key", record);
        }
        kinesis.faults("\"failedEntryShare\":0.2,\"throttledShare\":0.1,\"seed\":3");

        int status = redrive();
        kinesis.faults("");

        // Whatever was refused too often is put by the next run.
        assertThat(status == 0 || redrive() == 0).isTrue();
        assertThat(kinesis.all(REPORTS)).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void readsLettersThatWereWrittenBeforeTheirStreamWasSplit() throws Exception {
        letter("1", "partition-key", "{\"Name\":\"Shadowfax\"}");
        kinesis.split(DEAD_LETTERS, "shardId-000000000000");
        letter("2", "partition-key", "{\"Name\":\"Rocinante\"}");

        assertThat(redrive()).isZero();
        kinesis.merge(DEAD_LETTERS, "shardId-000000000001", "shardId-000000000002");
        assertThat(redrive()).isZero();

        assertThat(kinesis.all(REPORTS)).hasSize(2);
    }

    @Test
    void saysWhichStreamIsMissing() throws Exception {
        assertThat(redrive("--dead-letters", "no-such-stream")).isEqualTo(RedriveCommand.NOT_ALL);
        assertThat(err.toString(UTF_8)).contains("no-such-stream");
    }

    private Stream<String> keys() {
        return kinesis.shards(REPORTS).stream().flatMap(shard -> {
            String iterator = kinesis.client()
                    .getShardIterator(request ->
                            request.streamName(REPORTS).shardId(shard.shardId()).shardIteratorType("TRIM_HORIZON"))
                    .join()
                    .shardIterator();
            return kinesis.client().getRecords(request -> request.shardIterator(iterator)).join().records().stream()
                    .map(record -> record.partitionKey());
        });
    }

    private void letter(String sequenceNumber, String reason, String record) {
        DeadLetter letter = DeadLetter.of(
                REPORTS,
                "shardId-000000000000",
                sequenceNumber,
                Instant.parse("2026-11-28T09:00:00Z"),
                reason + ": so it is",
                record.getBytes(UTF_8));
        kinesis.put(DEAD_LETTERS, sequenceNumber, letter.write());
    }

    private int redrive(String... arguments) throws InterruptedException {
        return RedriveCommand.run(
                arguments,
                Map.of("AWS_ENDPOINT_URL", kinesis.endpoint().toString()),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
