package com.wildrydes.persister;

import static com.wildrydes.persister.Summaries.MINUTE;
import static com.wildrydes.persister.Summaries.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.persister.SummaryStore.Outcome;
import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.Latency;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.ShardId;
import com.wildrydes.telemetry.MinuteSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SummaryProcessorTest {

    private final Map<MinuteSummary, CompletableFuture<Outcome>> stored = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Void>> deadLetters = new LinkedHashMap<>();
    private final List<Position> checkpoints = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SummaryProcessor processor = new SummaryProcessor(
            new ShardId("wildrydes-summary", "shard-0"),
            summary -> stored.computeIfAbsent(summary, s -> new CompletableFuture<>()),
            new RetriedCalls(
                    "summaries",
                    100,
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
                    new Random(1),
                    new SimpleMeterRegistry()),
            (shard, record, code, detail) -> deadLetters.computeIfAbsent(
                    record.position().sequenceNumber() + " " + code + ": " + detail, key -> new CompletableFuture<>()),
            new Latency("row", meters, Clock.systemUTC()),
            meters);

    @Test
    void checkpointsNothingBeforeEveryWriteIsSafe() throws Exception {
        MinuteSummary shadowfax = Summaries.of("Shadowfax", MINUTE, 60);
        MinuteSummary bucephalus = Summaries.of("Bucephalus", MINUTE, 60);
        processor.process(List.of(record(1, shadowfax), record(2, bucephalus)), checkpoints::add);

        answer(bucephalus, Outcome.WRITTEN);
        processor.tick(MINUTE);
        assertThat(checkpoints).isEmpty();

        answer(shadowfax, Outcome.OUTDATED);
        processor.tick(MINUTE);
        assertThat(checkpoints).containsExactly(Position.of("2"));
        assertThat(meters.counter("wildrydes.summaries", "outcome", "written").count())
                .isOne();
        assertThat(meters.counter("wildrydes.summaries", "outcome", "outdated").count())
                .isOne();
    }

    @Test
    void checkpointsNoLaterBatchBeforeAnEarlierOne() throws Exception {
        MinuteSummary first = Summaries.of("Shadowfax", MINUTE, 60);
        MinuteSummary second = Summaries.of("Shadowfax", MINUTE.plusSeconds(60), 60);
        processor.process(List.of(record(1, first)), checkpoints::add);
        processor.process(List.of(record(2, second)), checkpoints::add);

        answer(second, Outcome.WRITTEN);
        processor.tick(MINUTE);
        assertThat(checkpoints).isEmpty();

        answer(first, Outcome.WRITTEN);
        processor.tick(MINUTE);
        processor.tick(MINUTE);
        assertThat(checkpoints).containsExactly(Position.of("2"));
    }

    @Test
    void writesTheLargestOfSeveralForTheSameMinuteInWhateverOrderTheyCome() throws Exception {
        processor.process(
                List.of(
                        record(1, Summaries.of("Shadowfax", MINUTE, 40)),
                        record(2, Summaries.of("Shadowfax", MINUTE, 60)),
                        record(3, Summaries.of("Shadowfax", MINUTE, 59)),
                        record(4, Summaries.of("Shadowfax", MINUTE.plusSeconds(60), 1))),
                checkpoints::add);

        assertThat(stored.keySet())
                .containsExactly(
                        Summaries.of("Shadowfax", MINUTE, 60), Summaries.of("Shadowfax", MINUTE.plusSeconds(60), 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "",
                "[]",
                "{\"Name\":\"Shadowfax\"}",
                "{\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 01:02:00.000\",\"Distance\":1e300,"
                        + "\"MinMagicPoints\":1,\"MaxMagicPoints\":2,\"MinHealthPoints\":1,\"MaxHealthPoints\":2}",
                "{\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 01:02:00.000\",\"Distance\":1e-200,"
                        + "\"MinMagicPoints\":1,\"MaxMagicPoints\":2,\"MinHealthPoints\":1,\"MaxHealthPoints\":2}"
            })
    void deadLettersAPoisonSummaryAndGoesOn(String poison) throws Exception {
        MinuteSummary good = Summaries.of("Shadowfax", MINUTE, 60);
        processor.process(List.of(record(1, poison), record(2, good)), checkpoints::add);
        answer(good, Outcome.WRITTEN);
        processor.tick(MINUTE);
        assertThat(checkpoints).isEmpty();
        assertThat(deadLetters.keySet()).singleElement().asString().matches("1 [a-z-]+: .+");

        deadLetters.values().forEach(letter -> letter.complete(null));
        processor.tick(MINUTE);
        assertThat(checkpoints).containsExactly(Position.of("2"));
    }

    @Test
    void keepsASummaryOfAnOlderVersionAsOneSample() throws Exception {
        processor.process(
                List.of(
                        record(
                                1,
                                "{\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 01:02:00.000\",\"Distance\":30,"
                                        + "\"MinMagicPoints\":1,\"MaxMagicPoints\":2,\"MinHealthPoints\":3,\"MaxHealthPoints\":4}")),
                checkpoints::add);

        assertThat(stored.keySet()).containsExactly(new MinuteSummary("Shadowfax", MINUTE, 30, 1, 2, 3, 4, 1));
    }

    @Test
    void waitsForEverythingWhenTheShardEnds() throws Exception {
        MinuteSummary summary = Summaries.of("Shadowfax", MINUTE, 60);
        processor.process(List.of(record(1, summary)), checkpoints::add);
        Thread completes = new Thread(() -> answer(summary, Outcome.WRITTEN));
        completes.start();

        processor.shardEnded();

        assertThat(checkpoints).containsExactly(Position.of("1"));
        completes.join();
    }

    @Test
    void endsAShardThatHadNoRecords() throws Exception {
        processor.tick(MINUTE);
        processor.shardEnded();

        assertThat(checkpoints).isEmpty();
    }

    private void answer(MinuteSummary summary, Outcome outcome) {
        assertThat(stored).containsKey(summary);
        Objects.requireNonNull(stored.get(summary)).complete(outcome);
    }
}
