package com.wildrydes.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.producer.flight.GeoPoint;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ReplaysTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:02:03Z");

    private final Replays replays = new Replays(
            new ReplayProperties(DataSize.ofMegabytes(1), 1000), Clock.fixed(NOW, ZoneOffset.UTC), report -> true);

    @Test
    void listsTheNewestFirstInParts() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> replays.fly(recording(1), 1).id())
                .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
        java.util.Collections.reverse(ids);

        assertThat(replays.list(null, 2)).extracting(Replay::id).isEqualTo(ids.subList(0, 2));
        assertThat(replays.list(ids.get(1), 9)).extracting(Replay::id).isEqualTo(ids.subList(2, 5));
        assertThat(replays.list(ids.get(4), 9)).isEmpty();
    }

    @Test
    void removedOnesFlyNoMore() {
        Replay replay = replays.fly(recording(2), 1);

        assertThat(replays.remove(replay.id())).isTrue();
        assertThat(replays.remove(replay.id())).isFalse();
        replays.advance();

        assertThat(replay.view().flown()).isZero();
        assertThat(replays.find(replay.id())).isEmpty();
    }

    @Test
    void holdsNoMorePointsThanItMay() {
        replays.fly(recording(600), 1);

        assertThatThrownBy(() -> replays.fly(recording(401), 1))
                .isInstanceOf(TooManyReplaysException.class)
                .hasMessage(
                        "All replays together may hold 1000 points, but hold 600 and this one has 401; stop one or wait");
        replays.fly(recording(400), 1);
    }

    @Test
    void forgetsTheOldestThatIsFinished() {
        Replay flying = replays.fly(recording(2), 1);
        Replay finished = replays.fly(recording(1), 1);
        replays.advance();
        for (int i = 2; i < Replays.REMEMBERED; i++) {
            replays.fly(recording(2), 1);
        }

        replays.fly(recording(2), 1);

        assertThat(replays.find(finished.id())).isEmpty();
        assertThat(replays.find(flying.id())).isPresent();
        assertThatThrownBy(() -> replays.fly(recording(2), 1))
                .isInstanceOf(TooManyReplaysException.class)
                .hasMessage("At most 100 replays may fly at a time; stop one or wait");
    }

    private static Recording recording(int points) {
        return new Recording(
                List.of("one"),
                IntStream.range(0, points)
                        .mapToObj(i -> new RecordedPoint(0, NOW.plusSeconds(i), new GeoPoint(0, 0)))
                        .toList(),
                new Skips(),
                false);
    }
}
