package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetMessageTest {

    private static final String FRAME =
            "{\"type\":\"frame\",\"seq\":12,\"from\":11,\"time\":1795824000123,\"unicorns\":["
                    + "[\"Unicorn-000001\",40.70001,-73.9,null,null,149,151,1795824000000],"
                    + "[\"Unicorn-000002\",40.700002,-73.900003,12.5,359,-1,151,1795824000001]]}";

    @Test
    void readsTheRowsOfAFrame() {
        List<String> rows = new ArrayList<>();

        int count = FleetMessage.rows(
                FRAME,
                (name, latitude, longitude, time) -> rows.add(name + " " + latitude + " " + longitude + " " + time));

        assertThat(count).isEqualTo(2);
        assertThat(rows)
                .containsExactly(
                        "Unicorn-000001 40700010 -73900000 1795824000000",
                        "Unicorn-000002 40700002 -73900003 1795824000001");
        assertThat(FleetMessage.isSnapshot(FRAME)).isFalse();
        assertThat(FleetMessage.number(FRAME, "seq")).isEqualTo(12);
        assertThat(FleetMessage.number(FRAME, "from")).isEqualTo(11);
    }

    @Test
    void readsASnapshotOfNobody() {
        String snapshot = "{\"type\":\"snapshot\",\"seq\":0,\"from\":0,\"time\":1,\"unicorns\":[]}";

        assertThat(FleetMessage.isSnapshot(snapshot)).isTrue();
        assertThat(FleetMessage.rows(snapshot, (name, latitude, longitude, time) -> {}))
                .isZero();
    }

    @Test
    void refusesWhatIsNoMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FleetMessage.number("{\"type\":\"hello\"}", "seq"))
                .withMessage("A message must have seq, but was {\"type\":\"hello\"}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FleetMessage.rows("{\"seq\":1}", (name, latitude, longitude, time) -> {}))
                .withMessage("A message must have unicorns, but was {\"seq\":1}");
    }
}
