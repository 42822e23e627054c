package com.wildrydes.aggregator.windows;

import static com.wildrydes.aggregator.windows.Records.position;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.ShardLineage.HashKeyRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritanceTest extends ShardTest {

    @Test
    void aChildTakesOverTheNamesOfItsOwnRangeFromItsAncestorsOpenMinute() throws Exception {
        HashKeyRange shadowfax = rangeOf("Shadowfax");
        lineage.with(
                        "grandparent",
                        List.of(),
                        FakeLineage.ALL,
                        Records.of("Shadowfax").arrivedAt("00:00:59").at(1),
                        Records.of("Shadowfax").arrivedAt("00:01:00").at(2),
                        Records.of("Rocinante").arrivedAt("00:01:00").at(3))
                .with(
                        "parent",
                        List.of("grandparent"),
                        FakeLineage.ALL,
                        Records.of("Shadowfax").arrivedAt("00:00:59").at(4),
                        Records.bad(5, "00:01:01", "x"))
                .with("child", List.of("parent"), shadowfax);
        shard = open("child", false);

        process(
                Records.of("Shadowfax").arrivedAt("00:01:02").at(6),
                Records.of("Shadowfax").arrivedAt("00:02:00").at(7));

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:01 3.0 m 3");
        assertThat(checkpoints).containsExactly(position(6));
        assertThat(deadLetters).as("the parent's own processor wrote it").isEmpty();
    }

    @Test
    void aChildBeginsNoEarlierThanItsParentsLatestMinute() throws Exception {
        lineage.with(
                        "parent",
                        List.of(),
                        FakeLineage.ALL,
                        Records.of("Shadowfax").arrivedAt("00:01:00").at(1))
                .with("child", List.of("parent"), FakeLineage.ALL);
        shard = open("child", false);

        process(Records.of("Shadowfax").arrivedAt("00:00:59.999").at(2));
        shard.shardEnded();

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:01 2.0 m 2");
    }

    @Test
    void aChildThatHasClosedAMinuteOfItsOwnTakesNothingOver() throws Exception {
        lineage.with(
                        "parent",
                        List.of(),
                        FakeLineage.ALL,
                        Records.of("Shadowfax").arrivedAt("00:01:00").at(1))
                .with("child", List.of("parent"), FakeLineage.ALL);
        shard = open("child", true);

        process(Records.of("Shadowfax").arrivedAt("00:01:01").at(3));
        shard.shardEnded();

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:01 1.0 m 1");
    }

    @Test
    void aChildWhoseParentsAreGoneBeginsWithNothing() throws Exception {
        lineage.with("child", List.of("trimmed"), FakeLineage.ALL);
        shard = open("child", false);

        process(Records.of("Shadowfax").arrivedAt("00:01:01").at(3));
        shard.shardEnded();

        assertThat(summaries.lines()).containsExactly("Shadowfax 00:01 1.0 m 1");
    }
}
