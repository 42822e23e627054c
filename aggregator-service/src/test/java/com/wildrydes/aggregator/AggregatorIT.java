package com.wildrydes.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import com.wildrydes.telemetry.Alert;
import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import com.wildrydes.telemetry.AlertJson;
import com.wildrydes.telemetry.DeadLetter;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The aggregator through the real binder and SDK, against local-aws; windows of two seconds. */
@Timeout(180)
class AggregatorIT {

    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path data;

    private static LocalAws aws;
    private static LocalStreams streams;

    private ConfigurableApplicationContext aggregator;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("kinesis", "dynamodb"));
        streams = new LocalStreams(aws.endpoint());
    }

    @AfterAll
    static void stopAws() {
        streams.close();
        aws.close();
    }

    @BeforeEach
    void startAggregator() {
        aggregator = new SpringApplicationBuilder(AggregatorApplication.class)
                .run(
                        "--spring.profiles.active=local",
                        "--server.port=0",
                        "--spring.cloud.aws.endpoint=" + aws.endpoint(),
                        "--wildrydes.streams.shards.reports=2",
                        "--wildrydes.window.length=" + WINDOW,
                        "--wildrydes.window.idle-after=1s");
    }

    @AfterEach
    void stopAggregator() {
        aggregator.close();
    }

    @Test
    void sumsUpEveryWindowOfWhatABareClientPuts() {
        fly("bare", 5, 3);

        awaitTruth("bare");
    }

    @Test
    void sumsUpWindowsInWhichShardsAreSplitAndMergedAndTheAggregatorIsStartedAgain() {
        fly("moved", 2, 1);
        streams.split();
        fly("moved", 1, 1);
        stopAggregator();
        fly("moved", 1, 1);
        streams.merge();
        fly("moved", 1, 1);
        startAggregator();
        fly("moved", 3, 1);

        awaitTruth("moved");
    }

    @Test
    void makesWhatIsNoReportADeadLetterAndProcessesTheNextReport() {
        Map<String, String> bad = new HashMap<>();
        bad.put("not-json", "hello");
        bad.put("not-one-object", json() + "{}");
        bad.put("missing-key", json().replace("\"Name\":\"bad\",", ""));
        bad.put("latitude", json().replace("\"Latitude\":40", "\"Latitude\":91"));
        bad.put("wrong-type", json().replace("\"Distance\":30", "\"Distance\":null"));
        bad.put("status-time", json().replace("2026-11-23 01:02:03.000", "soon"));
        bad.forEach((reason, data) -> streams.put("bad", data));
        String nan = json().replace("\"Longitude\":-73", "\"Longitude\":NaN");
        streams.put("bad", nan);
        String huge = "x".repeat(1024 * 1024 - "bad".length());
        streams.put("bad", huge);
        streams.put("another", json());
        streams.put("bad", json());

        List<String> reasons = new ArrayList<>(bad.keySet());
        reasons.addAll(List.of("not-json", "not-json", "partition-key"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deadLetters().stream()
                                .map(letter -> letter.reason()
                                        .substring(0, letter.reason().indexOf(':'))))
                        .containsExactlyInAnyOrderElementsOf(reasons));
        assertThat(deadLetters()).anySatisfy(letter -> {
            assertThat(letter.dataBytes()).isEqualTo(huge.length());
            assertThat(letter.data()).hasSize(DeadLetter.MAX_DATA_BYTES);
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(streams.summaries().values())
                        .filteredOn(summary -> summary.name().equals("bad"))
                        .singleElement()
                        .extracting(MinuteSummary::samples)
                        .isEqualTo(1L));
    }

    @Test
    void raisesAnAlertAndClearsItThoughItIsStartedAgainBetween() {
        streams.put(report("faint", 1, 99, 150));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts("faint")).containsExactly("HealthPoints 99 raised"));
        awaitState("faint", "raised");

        stopAggregator();
        startAggregator();
        streams.put(report("faint", 1, 104, 150));
        streams.put(report("faint", 1, 105, 150));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts("faint"))
                        .containsExactly("HealthPoints 99 raised", "HealthPoints 105 cleared"));
        awaitState("faint", "cleared");
    }

    /** Puts reports of some unicorns for this many seconds. */
    private static void fly(String prefix, int seconds, int seed) {
        Random random = new Random(seed);
        Instant end = Instant.now().plusSeconds(seconds);
        while (Instant.now().isBefore(end)) {
            for (int i = 0; i < 10; i++) {
                streams.put(report(
                        prefix + i, 29 + 2 * random.nextDouble(), 140 + random.nextInt(20), 140 + random.nextInt(20)));
            }
        }
    }

    private static void awaitTruth(String prefix) {
        Map<String, MinuteSummary> truth = streams.truth(WINDOW);
        truth.keySet().removeIf(row -> !row.startsWith(prefix));
        assertThat(truth).hasSizeGreaterThan(20);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, MinuteSummary> summaries = streams.summaries();
            summaries.keySet().removeIf(row -> !row.startsWith(prefix));
            assertThat(summaries).isEqualTo(truth);
        });
    }

    private static Report report(String name, double metres, int health, int magic) {
        return new Report(name, Instant.now().truncatedTo(ChronoUnit.MILLIS), 40.7, -74, metres, health, magic);
    }

    private static String json() {
        return "{\"Distance\":30,\"HealthPoints\":149,\"Latitude\":40,\"Longitude\":-73,\"MagicPoints\":151,"
                + "\"Name\":\"bad\",\"StatusTime\":\"2026-11-23 01:02:03.000\"}\n";
    }

    private static List<DeadLetter> deadLetters() {
        return streams.all("wildrydes-dead-letters").stream()
                .map(DeadLetter::read)
                .toList();
    }

    private static List<String> alerts(String name) {
        return streams.all("wildrydes-alerts").stream()
                .map(AlertJson::read)
                .filter(alert -> alert.name().equals(name))
                .map(AggregatorIT::line)
                .distinct()
                .toList();
    }

    private static String line(Alert alert) {
        State state = alert.state();
        return alert.vital().key() + ' ' + alert.value() + ' ' + state.key();
    }

    /** The state is kept after its alert is written. */
    private void awaitState(String name, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state(name)).containsEntry("State", AttributeValue.fromS(state)));
    }

    private Map<String, AttributeValue> state(String name) {
        return aggregator
                .getBean(DynamoDbAsyncClient.class)
                .getItem(get -> get.tableName("UnicornAlerts")
                        .key(Map.of(
                                "Name",
                                AttributeValue.fromS(name),
                                "Vital",
                                AttributeValue.fromS(Vital.HEALTH_POINTS.key()))))
                .join()
                .item();
    }
}
