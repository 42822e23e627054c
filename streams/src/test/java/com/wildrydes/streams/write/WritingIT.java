package com.wildrydes.streams.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.ConsumerApp;
import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.LocalKinesis;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardProcessorFactory;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.streams.StreamWriter.Acknowledgement;
import com.wildrydes.streams.StreamWriters;
import com.wildrydes.telemetry.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.integration.metadata.SimpleMetadataStore;

/** Writing with the clients that a service has. */
@Timeout(120)
class WritingIT {

    private static final String STREAM = "wildrydes-summary";

    @TempDir
    private Path data;

    private LocalKinesis kinesis;
    private ConfigurableApplicationContext app;

    @BeforeEach
    void start() {
        kinesis = LocalKinesis.start(data, "kinesis");
        ShardProcessorFactory nothing = (shard, resumed) -> (records, checkpointer) -> {};
        app = ConsumerApp.run(
                kinesis.endpoint(), Map.of("factory", nothing, "checkpointStore", new SimpleMetadataStore()));
    }

    @AfterEach
    void stop() {
        app.close();
        kinesis.close();
    }

    @Test
    void writesEachRecordOnceAndInOrderThoughKinesisRefusesSome() throws Exception {
        kinesis.faults("\"failedEntryShare\":0.2,\"throttledShare\":0.1,\"seed\":3");
        StreamWriter writer = app.getBean(StreamWriters.class).open(STREAM);

        Map<String, List<String>> written = new LinkedHashMap<>();
        List<CompletableFuture<Acknowledgement>> futures = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String key = "unicorn" + i % 100;
            String record = key + ":" + i;
            written.computeIfAbsent(key, name -> new ArrayList<>()).add(record);
            futures.add(writer.write(key, record.getBytes(StandardCharsets.UTF_8)));
        }
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get();
        kinesis.faults("");

        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String record : kinesis.all(STREAM)) {
            found.computeIfAbsent(record.substring(0, record.indexOf(':')), name -> new ArrayList<>())
                    .add(record);
        }
        assertThat(found).isEqualTo(written);
    }

    @Test
    void losesNothingWhenAnswersAreLost() throws Exception {
        kinesis.faults("\"lostAnswerShare\":0.3,\"seed\":3");
        StreamWriter writer = app.getBean(StreamWriters.class).open(STREAM);

        List<String> written = new ArrayList<>();
        List<CompletableFuture<Acknowledgement>> futures = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            written.add("r" + i);
            futures.add(writer.write("unicorn" + i % 50, ("r" + i).getBytes(StandardCharsets.UTF_8)));
        }
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get();
        kinesis.faults("");

        assertThat(new HashSet<>(kinesis.all(STREAM))).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void writesDeadLetters() throws Exception {
        StreamRecord record = new StreamRecord(
                Position.of("4711"), Instant.parse("2026-11-23T01:02:03.004Z"), "Shadowfax", new byte[] {1, 2, 3});

        app.getBean(DeadLetters.class)
                .write(
                        new ShardId("wildrydes", "shardId-000000000000"),
                        record,
                        "not-json",
                        "begins with a control character")
                .get();

        List<String> letters = kinesis.all("wildrydes-dead-letters");
        assertThat(letters).hasSize(1);
        DeadLetter letter = DeadLetter.read(letters.get(0).getBytes(StandardCharsets.UTF_8));
        assertThat(letter.sequenceNumber()).isEqualTo("4711");
        assertThat(letter.reason()).isEqualTo("not-json: begins with a control character");
        assertThat(letter.data()).containsExactly(1, 2, 3);
    }
}
