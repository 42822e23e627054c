package com.wildrydes.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.dashboard.fleet.Unicorn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameEncoderTest {

    private static final Instant TIME = Instant.ofEpochMilli(1_795_000_000_123L);

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static Unicorn unicorn(String name, double speed, double heading) {
        return new Unicorn(
                name,
                40.74916712345,
                -73.98518412345,
                speed,
                heading,
                149,
                151,
                Instant.ofEpochMilli(1_795_000_000_000L),
                7,
                0);
    }

    @Test
    void writesAFrame() {
        ByteBuffer frame = FrameEncoder.frame(7, 6, TIME, List.of(unicorn("Shadowfax", 29.8712, 92.49)));

        assertThat(text(frame))
                .isEqualTo("{\"type\":\"frame\",\"seq\":7,\"from\":6,\"time\":1795000000123,\"unicorns\":"
                        + "[[\"Shadowfax\",40.749167,-73.985184,29.9,92,149,151,1795000000000]]}");
    }

    @Test
    void writesASnapshotOfNobody() {
        assertThat(text(FrameEncoder.snapshot(0, TIME, List.of())))
                .isEqualTo("{\"type\":\"snapshot\",\"seq\":0,\"from\":0,\"time\":1795000000123,\"unicorns\":[]}");
    }

    @Test
    void writesWhatIsUnknownAsNullAndFullCircleAsNorth() {
        assertThat(text(FrameEncoder.frame(1, 0, TIME, List.of(unicorn("A", Double.NaN, Double.NaN)))))
                .contains("-73.985184,null,null,149");
        assertThat(text(FrameEncoder.frame(1, 0, TIME, List.of(unicorn("A", 0, 359.7)))))
                .contains("-73.985184,0.0,0,149");
    }

    @Test
    void writesAnyNameAsAString() {
        assertThat(text(FrameEncoder.frame(1, 0, TIME, List.of(unicorn("\"<img onerror=x> 独角兽 🦄", 1, 1)))))
                .contains("[\"\\\"<img onerror=x> 独角兽 🦄\",");
    }
}
