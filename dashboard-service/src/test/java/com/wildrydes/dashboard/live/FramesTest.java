package com.wildrydes.dashboard.live;

import static com.wildrydes.dashboard.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.dashboard.Reports;
import com.wildrydes.dashboard.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    private final Fleet fleet = new Fleet(1000);

    private Frames next(Instant now) {
        return new Frames(fleet, fleet.advance(now), now);
    }

    private void report(String name, Instant time) {
        fleet.apply(Reports.of(name).at(time).build(), time);
    }

    @Test
    void encodesEachMessageOnce() {
        report("Shadowfax", NOON);
        Frames frames = next(NOON);

        assertThat(frames.since(0)).isSameAs(frames.since(0));
        assertThat(frames.snapshot()).isSameAs(frames.snapshot());
        assertThat(frames.encoded()).isEqualTo(2);
    }

    @Test
    void givesASnapshotToWhoIsFurtherBehindThanTheLongestLag() {
        for (int i = 0; i < Frames.LONGEST_LAG; i++) {
            report("Shadowfax", NOON.plusSeconds(i));
            fleet.advance(NOON);
        }
        report("Shadowfax", NOON.plusSeconds(60));
        Frames frames = next(NOON);

        assertThat(frames.since(1)).isNotSameAs(frames.snapshot());
        assertThat(frames.since(0)).isSameAs(frames.snapshot());
    }

    @Test
    void givesASnapshotToWhoWouldKeepSomebodyWhoHasLeft() {
        report("Shadowfax", NOON);
        long before = next(NOON).seq();
        Instant later = NOON.plus(Duration.ofHours(25));
        report("Rocinante", later);
        Frames frames = next(later);

        assertThat(frames.since(before)).isSameAs(frames.snapshot());
        assertThat(ProtocolClient.text(frames.snapshot())).contains("Rocinante").doesNotContain("Shadowfax");
    }

    /** Any client, whatever it skips, has the server's state whenever it takes a message; departures included. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void bringsAnyClientUpToDateFromWhateverItHas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ProtocolClient> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(new ProtocolClient());
        }
        Instant now = NOON;
        for (int step = 0; step < 400; step++) {
            now = now.plus(random.nextInt(50) == 0 ? Duration.ofHours(13) : Duration.ofMillis(250));
            for (int i = random.nextInt(6); i > 0; i--) {
                report("Unicorn " + random.nextInt(30), now.plusMillis(random.nextInt(3)));
            }
            Frames frames = next(now);
            String truth = ProtocolClient.text(frames.snapshot());
            for (ProtocolClient client : clients) {
                if (random.nextInt(4) > 0) {
                    continue;
                }
                boolean fresh = client.seq() < 0;
                boolean taken =
                        client.take(ProtocolClient.text(fresh ? frames.snapshot() : frames.since(client.seq())));

                ProtocolClient expected = new ProtocolClient();
                expected.take(truth);
                assertThat(taken).isTrue();
                assertThat(client.unicorns()).as("seed %d, step %d", seed, step).isEqualTo(expected.unicorns());
            }
        }
    }
}
