package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetersTest {

    private static final String TEXT = """
            # HELP wildrydes_read_records_total Records handed over
            # TYPE wildrydes_read_records_total counter
            wildrydes_read_records_total{service="a",stream="wildrydes"} 1200.0
            wildrydes_read_records_total{service="a",stream="other"} 7.0
            wildrydes_read_records_totally 99.0
            jvm_gc_live_data_size_bytes 3.5E7
            """;

    @Test
    void sumsTheLinesThatHoldTheLabel() {
        assertThat(Meters.sum(TEXT, "wildrydes_read_records_total", "stream=\"wildrydes\""))
                .isEqualTo(1200);
        assertThat(Meters.sum(TEXT, "wildrydes_read_records_total", "")).isEqualTo(1207);
        assertThat(Meters.sum(TEXT, "jvm_gc_live_data_size_bytes", "")).isEqualTo(35_000_000);
        assertThat(Meters.sum(TEXT, "absent", "")).isZero();
    }
}
