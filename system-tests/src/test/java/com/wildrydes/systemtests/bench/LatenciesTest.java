package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.wildrydes.systemtests.bench.Latencies.Percentiles;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    /** Three digits. */
    private static final Offset<Double> EXACT = within(1.0);

    @Test
    void theMiddleOfOneToAThousandIsFiveHundred() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 1000; millis++) {
            latencies.add(TimeUnit.MILLISECONDS.toNanos(millis));
        }

        Percentiles percentiles = latencies.percentiles();

        assertThat(percentiles.count()).isEqualTo(1000);
        assertThat(percentiles.p50()).isCloseTo(500, EXACT);
        assertThat(percentiles.p95()).isCloseTo(950, EXACT);
        assertThat(percentiles.p99()).isCloseTo(990, EXACT);
        assertThat(percentiles.max()).isCloseTo(1000, EXACT);
    }

    @Test
    void countsOneAsOftenAsItIsSaid() {
        Latencies latencies = new Latencies();
        latencies.add(TimeUnit.MILLISECONDS.toNanos(1), 98);
        latencies.add(TimeUnit.MILLISECONDS.toNanos(100), 2);

        assertThat(latencies.percentiles().p95()).isCloseTo(1, within(0.01));
        assertThat(latencies.percentiles().p99()).isCloseTo(100, within(0.1));
    }

    @Test
    void whatCameBeforeItsCauseTookNoTime() {
        Latencies latencies = new Latencies();
        latencies.add(-1_000_000);

        assertThat(latencies.percentiles().max()).isZero();
    }

    @Test
    void ofNothingThereAreNone() {
        assertThat(new Latencies().percentiles()).isEqualTo(new Percentiles(0, null, null, null, null));
    }
}
