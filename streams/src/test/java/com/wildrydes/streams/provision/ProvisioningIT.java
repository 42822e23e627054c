package com.wildrydes.streams.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.streams.Collector;
import com.wildrydes.streams.ConsumerApp;
import com.wildrydes.streams.LocalKinesis;
import com.wildrydes.streams.StreamsProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.integration.metadata.SimpleMetadataStore;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

@Timeout(120)
class ProvisioningIT {

    @TempDir
    private Path data;

    private LocalKinesis kinesis;
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();

    @BeforeEach
    void startKinesis() {
        kinesis = LocalKinesis.start(data, "kinesis", "dynamodb");
    }

    @AfterEach
    void stopAll() {
        running.forEach(ConfigurableApplicationContext::close);
        kinesis.close();
    }

    @Test
    void createsWhatIsMissingWhicheverServiceIsFirst() throws Exception {
        kinesis.create("wildrydes", 3);
        ConfigurableApplicationContext app = run(new Collector(), Map.of("checkpointStore", new SimpleMetadataStore()));
        running.add(app);
        kinesis.delete("wildrydes-summary");
        kinesis.delete("wildrydes-alerts");

        List<CompletableFuture<Void>> starting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            StreamGenerations generations = new StreamGenerations(kinesis.client());
            StreamProvisioning service = new StreamProvisioning(
                    kinesis.client(),
                    generations,
                    true,
                    app.getBean(StreamsProperties.class),
                    Set.of("wildrydes", "wildrydes-summary"));
            starting.add(CompletableFuture.runAsync(service::start));
        }
        CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).get();

        assertThat(kinesis.client().listStreams().join().streamNames())
                .containsExactlyInAnyOrder(
                        "wildrydes", "wildrydes-summary", "wildrydes-alerts", "wildrydes-dead-letters");
        assertThat(kinesis.shards("wildrydes")).hasSize(3);
        assertThat(kinesis.shards("wildrydes-summary")).hasSize(1);
    }

    @Test
    void startsThoughKinesisRefusesItsCallsForAWhile() throws Exception {
        ConfigurableApplicationContext app = run(new Collector(), Map.of("checkpointStore", new SimpleMetadataStore()));
        running.add(app);
        kinesis.delete("wildrydes-alerts");
        kinesis.faults("\"throttledShare\":1");
        try (KinesisAsyncClient client = kinesis.impatientClient()) {
            StreamGenerations generations = new StreamGenerations(client);
            StreamProvisioning service = new StreamProvisioning(
                    client, generations, true, app.getBean(StreamsProperties.class), Set.of("wildrydes"));
            int before = kinesis.throttled();
            CompletableFuture<Void> starting = CompletableFuture.runAsync(service::start);
            // The application's own watch is refused too.
            await().until(() -> kinesis.throttled() > before + 5);
            assertThat(starting).isNotDone();

            kinesis.faults("\"throttledShare\":0.5,\"seed\":7");

            assertThat(starting).succeedsWithin(Duration.ofSeconds(60));
            kinesis.faults("");
            assertThat(kinesis.client().listStreams().join().streamNames()).contains("wildrydes-alerts");
        }
    }

    @Test
    void waitsForWhatItMayNotCreate() throws Exception {
        Collector collector = new Collector();
        CompletableFuture<ConfigurableApplicationContext> starting = CompletableFuture.supplyAsync(() ->
                run(collector, Map.of("checkpointStore", new SimpleMetadataStore()), "wildrydes.provision=false"));

        kinesis.create("wildrydes", 1);
        kinesis.put("wildrydes", "Shadowfax", "one");

        running.add(starting.get());
        assertThat(collector.next(2)).containsExactly("0: opened", "0: one");
        assertThat(kinesis.client().listStreams().join().streamNames()).containsExactly("wildrydes");
    }

    @Test
    void keepsCheckpointsInATableThatItCreates() throws Exception {
        Collector first = new Collector();
        ConfigurableApplicationContext app = run(first, Map.of(), "wildrydes.streams.shards.reports=1");
        kinesis.put("wildrydes", "Shadowfax", "one");
        assertThat(first.next(2)).containsExactly("0: opened", "0: one");
        kinesis.put("wildrydes", "Shadowfax", "two");
        assertThat(first.next(1)).containsExactly("0: two");
        app.close();

        kinesis.put("wildrydes", "Shadowfax", "three");
        Collector second = new Collector();
        running.add(run(second, Map.of()));

        assertThat(second.next(2)).containsExactly("0: resumed", "0: three");
    }

    private ConfigurableApplicationContext run(Collector collector, Map<String, Object> beans, String... properties) {
        Map<String, Object> all = new HashMap<>(beans);
        all.put("factory", collector);
        return ConsumerApp.run(kinesis.endpoint(), all, properties);
    }
}
