package com.wildrydes.streams.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.StreamFollower.Start;
import com.wildrydes.streams.follow.FollowedShards.Next;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Shard;

class FollowedShardsTest {

    private static final Start LATEST = new Start.Latest();
    private static final Start HORIZON = new Start.TrimHorizon();

    @Test
    void readsOpenShardsFromTheStart() {
        FollowedShards shards = new FollowedShards(LATEST);

        assertThat(shards.next(List.of(open("a"), open("b"))))
                .containsExactly(new Next("a", LATEST), new Next("b", LATEST));
        assertThat(shards.next(List.of(open("a"), open("b")))).isEmpty();
    }

    @Test
    void skipsClosedShardsWhenOnlyTheLatestIsWanted() {
        FollowedShards shards = new FollowedShards(LATEST);

        assertThat(shards.next(List.of(closed("a"), open("b", "a"), open("c", "a"))))
                .containsExactly(new Next("b", LATEST), new Next("c", LATEST));
    }

    @Test
    void readsChildrenFromTheirBeginningAfterTheirParentsEnd() {
        FollowedShards shards = new FollowedShards(LATEST);
        shards.next(List.of(open("a")));

        List<Shard> split = List.of(closed("a"), open("b", "a"), open("c", "a"));
        assertThat(shards.next(split)).isEmpty();

        shards.ended("a");
        assertThat(shards.next(split)).containsExactly(new Next("b", HORIZON), new Next("c", HORIZON));
    }

    @Test
    void waitsForBothParentsOfAMerge() {
        FollowedShards shards = new FollowedShards(HORIZON);
        List<Shard> merged = List.of(closed("a"), closed("b"), open("c", "a", "b"));
        assertThat(shards.next(merged)).containsExactly(new Next("a", HORIZON), new Next("b", HORIZON));

        shards.ended("a");
        assertThat(shards.next(merged)).isEmpty();

        shards.ended("b");
        assertThat(shards.next(merged)).containsExactly(new Next("c", HORIZON));
    }

    @Test
    void doesNotWaitForParentsThatAreGone() {
        assertThat(new FollowedShards(HORIZON).next(List.of(open("b", "a")))).containsExactly(new Next("b", HORIZON));
    }

    @Test
    void readsAllThatWasThereFromATimeChildrenToo() {
        Start at = new Start.At(Instant.EPOCH);
        FollowedShards shards = new FollowedShards(at);
        List<Shard> split = List.of(closed("a"), open("b", "a"));
        assertThat(shards.next(split)).containsExactly(new Next("a", at));

        shards.ended("a");
        assertThat(shards.next(split)).containsExactly(new Next("b", at));
    }

    private static Shard open(String name, String... parents) {
        return shard(name, null, parents);
    }

    private static Shard closed(String name, String... parents) {
        return shard(name, "99", parents);
    }

    private static Shard shard(String name, @Nullable String end, String... parents) {
        return Shard.builder()
                .shardId(name)
                .parentShardId(parents.length > 0 ? parents[0] : null)
                .adjacentParentShardId(parents.length > 1 ? parents[1] : null)
                .sequenceNumberRange(range -> range.startingSequenceNumber("1").endingSequenceNumber(end))
                .build();
    }
}
