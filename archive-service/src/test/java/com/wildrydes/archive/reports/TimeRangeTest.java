package com.wildrydes.archive.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T01:00:00Z, 2026-11-23T02:00:00Z, 0, 2026/11/23/01, 2026/11/23/01",
        "2026-11-23T01:59:59.999Z, 2026-11-23T02:00:00.001Z, 0, 2026/11/23/01, 2026/11/23/02",
        "2026-11-23T01:00:00Z, 2026-11-23T02:00:00Z, 1, 2026/11/23/01, 2026/11/23/02",
        "2026-12-31T23:00:00Z, 2027-01-01T00:00:00Z, 24, 2026/12/31/23, 2027/01/01/23",
    })
    void readsTheHoursOfTheTimeAndThoseOfTheLate(Instant from, Instant to, long late, String first, String last) {
        assertThat(TimeRange.of(from, to, late).hours()).isEqualTo(Map.of("fromHour", first, "toHour", last));
    }
}
