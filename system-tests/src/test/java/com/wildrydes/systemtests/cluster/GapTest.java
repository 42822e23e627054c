package com.wildrydes.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.systemtests.cluster.FleetWatcher.Gap;
import org.junit.jupiter.api.Test;

class GapTest {

    private final Gap gap = new Gap();

    @Test
    void tellsTheLongestTimeBetweenTwoFrames() {
        gap.seen(100);
        gap.seen(130);
        gap.seen(190);
        gap.seen(200);

        assertThat(gap.longest(205)).isEqualTo(60);
    }

    @Test
    void countsTheTimeThatIsStillGoingOn() {
        gap.seen(100);
        gap.seen(130);

        assertThat(gap.longest(1000)).isEqualTo(870);
    }

    @Test
    void beginsAnewWithEachCallButForTheTimeThatIsGoingOn() {
        gap.seen(100);
        gap.seen(500);
        gap.longest(510);
        gap.seen(520);

        assertThat(gap.longest(525)).isEqualTo(20);
    }

    @Test
    void neverSeenIsNoFrameSinceEver() {
        assertThat(gap.longest(7_000_000_000L)).isEqualTo(7_000_000_000L);
    }
}
