package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    @Test
    void countsAllAndTellsTenOfAKind() {
        Differences differences = new Differences();
        BitSet lost = new BitSet();
        lost.set(0, 1000);

        differences.add("lost", lost, number -> "report " + number);
        differences.add("row", List.of("a", "b"));
        differences.add("dead letter", List.of());

        assertThat(differences.count()).isEqualTo(1002);
        assertThat(differences.told()).hasSize(13).contains("lost: report 0", "lost: and 990 more", "row: b");
    }
}
