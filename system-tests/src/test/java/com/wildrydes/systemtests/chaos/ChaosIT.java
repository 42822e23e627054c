package com.wildrydes.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.systemtests.Archive;
import com.wildrydes.systemtests.Instance;
import com.wildrydes.systemtests.Mode;
import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.RawStream;
import com.wildrydes.systemtests.Suites;
import com.wildrydes.systemtests.Table;
import com.wildrydes.systemtests.Truth;
import com.wildrydes.systemtests.Truth.Key;
import com.wildrydes.systemtests.Truth.Sum;
import com.wildrydes.systemtests.chaos.Fault.Kill;
import com.wildrydes.systemtests.chaos.Fault.Merge;
import com.wildrydes.systemtests.chaos.Fault.Split;
import com.wildrydes.systemtests.chaos.Schedule.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Short runs with fixed seeds; {@code ./wildrydes chaos} does longer ones. Their length is set by
 * {@code -Dwildrydes.test.chaos-seconds}, their seed by {@code -Dwildrydes.test.chaos-seed}.
 */
class ChaosIT {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("wildrydes.test.chaos-seconds", 90));
    private static final long SEED = Long.getLong("wildrydes.test.chaos-seed", 4711);
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String REPORTS = "wildrydes";

    @Test
    void everythingIsExactAfterSplitAndMergeWithKillsWithinTheWindowAndAfterMixedFaultsInClassicMode() {
        try (ChaosRun run = ChaosRun.start(options(Mode.CLASSIC), System.out)) {
            killWithinTheWindowOf(new Split(REPORTS, 0.5), run);
            killWithinTheWindowOf(new Merge(REPORTS, 0.5), run);
            run.befall();

            assertThat(run.verify()).isEmpty();
        }
    }

    @Test
    void everythingIsExactAfterMixedFaultsAndScalingInKclMode() {
        try (ChaosRun run = ChaosRun.start(options(Mode.KCL), System.out)) {
            run.befall();

            assertThat(run.verify()).isEmpty();
        }
    }

    @Test
    void aStreamThatIsDeletedAndMadeAnewUnderTheRunningServicesIsReadFromItsBeginning() {
        try (ChaosRun run = ChaosRun.start(options(Mode.CLASSIC), System.out)) {
            run.aws().kinesis.deleteStream(r -> r.streamName(REPORTS));
            run.aws().kinesis.createStream(r -> r.streamName(REPORTS).shardCount(2));
            Instant created = Instant.now();

            await("the consumers of the stream start over")
                    .atMost(SOON)
                    .until(() -> run.suite().restarts().stream()
                            .map(Instance::part)
                            .toList()
                            .containsAll(List.of(Part.AGGREGATOR, Part.ARCHIVE)));
            System.out.println("noticed by " + run.suite().restarts() + " after "
                    + Duration.between(created, Instant.now()).toMillis() + " ms");
            await("windows of the new stream")
                    .atMost(SOON)
                    .until(() -> Instant.now().isAfter(created.plusSeconds(30)));
            run.stopLoad();
            Truth truth = Truth.of(run.aws().kinesis, REPORTS, windowOf(run));
            Map<Key, Sum> expected = new HashMap<>(truth.all());
            // The window of the deletion holds reports of both streams.
            expected.keySet().removeIf(key -> key.windowStart().isBefore(created));

            await("the new windows are exact")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(new Table(run.aws().dynamoDb).differences(expected))
                            .isEmpty());
            await("every new report is archived").atMost(SOON).untilAsserted(() -> {
                Set<String> missing = new HashSet<>(truth.sequenceNumbers());
                missing.removeAll(new Archive(run.aws().s3).sequenceNumbers());
                assertThat(missing).isEmpty();
            });
            assertThat(expected).hasSizeGreaterThan(200);
            assertThat(run.suite().unexpectedEnds()).isEmpty();
            assertThat(RawStream.read(run.aws().kinesis, "wildrydes-dead-letters")
                            .records())
                    .isEmpty();
        }
    }

    /** Reshards in the middle of a window and kills the aggregator a second later. */
    private static void killWithinTheWindowOf(Fault resharding, ChaosRun run) {
        long window = windowOf(run).toMillis();
        await("the middle of a window").atMost(SOON).until(() -> {
            long place = System.currentTimeMillis() % window;
            return place > window / 3 && place < window / 2;
        });
        Schedule schedule = new Schedule(List.of(
                new Event(Duration.ZERO, resharding),
                new Event(Duration.ofSeconds(1), new Kill(Part.AGGREGATOR, 0, Duration.ZERO))));
        run.befall(schedule, Duration.ofSeconds(10));
    }

    private static Duration windowOf(ChaosRun run) {
        return run.suite().options().window();
    }

    private static ChaosOptions options(Mode mode) {
        return ChaosOptions.of(mode, SEED, LENGTH, Suites.newFolder());
    }
}
