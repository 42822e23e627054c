package com.wildrydes.producer.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.wildrydes.telemetry.UnicornName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnicornNamesTest {

    @Test
    void beginsWithTheWorkshopsUnicorns() {
        assertThat(IntStream.range(0, 3).mapToObj(UnicornNames::nth))
                .containsExactly("Shadowfax", "Rocinante", "Bucephalus");
    }

    @Test
    void givesAHundredThousandDifferentValidNames() {
        List<String> names =
                IntStream.range(0, 100_000).mapToObj(UnicornNames::nth).toList();

        assertThat(names).doesNotHaveDuplicates();
        assertThat(names)
                .allSatisfy(
                        name -> assertThatCode(() -> UnicornName.check(name)).doesNotThrowAnyException());
    }
}
