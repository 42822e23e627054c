package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void givesNoPortTwiceThoughNobodyListensYet() {
        List<Integer> ports = Stream.generate(FreePorts::next).limit(1_000).toList();

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 15_000 && port < 32_000);
    }
}
