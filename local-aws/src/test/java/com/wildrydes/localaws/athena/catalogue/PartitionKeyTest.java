package com.wildrydes.localaws.athena.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionKeyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026/11/23/01, true",
        "2026/11/23/02, false",
        "2020/01/01/00, true",
        "2019/12/31/23, false",
        "2026/13/01/00, false",
        "2026/11/23, false",
        "hello, false"
    })
    void allowsTheHoursOfADateRange(String value, boolean allowed) {
        PartitionKey key = new PartitionKey(
                "h",
                Map.of(
                        "projection.h.type", "date",
                        "projection.h.format", "yyyy/MM/dd/HH",
                        "projection.h.range", "2020/01/01/00,NOW"));

        assertThat(key.folders()).isEqualTo(4);
        assertThat(key.allows(value, NOW)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20, true", "2026-11-19, false", "2026-11-24, true", "2026-11-25, false"})
    void allowsARangeRelativeToNow(String value, boolean allowed) {
        PartitionKey key = new PartitionKey(
                "d",
                Map.of(
                        "projection.d.type", "date",
                        "projection.d.format", "yyyy-MM-dd",
                        "projection.d.range", "NOW-4DAYS,NOW + 1 DAY"));

        assertThat(key.allows(value, NOW)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "integer, '1,12', range, 12, true",
        "integer, '1,12', range, 13, false",
        "integer, '1,12', range, x, false",
        "enum, 'a,b c', values, b c, true",
        "enum, 'a,b c', values, c, false",
        "injected, '', range, anything, true"
    })
    void allowsNumbersAndNames(String type, String values, String property, String value, boolean allowed) {
        PartitionKey key = new PartitionKey("k", Map.of("projection.k.type", type, "projection.k." + property, values));

        assertThat(key.allows(value, NOW)).isEqualTo(allowed);
    }
}
