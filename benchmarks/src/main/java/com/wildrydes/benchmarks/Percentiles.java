package com.wildrydes.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A sorted series of measured values. */
final class Percentiles {

    private final double[] sorted;

    private Percentiles(double[] sorted) {
        this.sorted = sorted;
    }

    static Percentiles of(List<? extends Number> values) {
        double[] sorted =
                values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        return new Percentiles(sorted);
    }

    int count() {
        return sorted.length;
    }

    double sum() {
        return Arrays.stream(sorted).sum();
    }

    /**
     * The least value that so many percent are not above; NaN when there is none at all.
     *
     * @param percent above 0, at most 100
     */
    double at(double percent) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
    }

    /** In one line. @param unit such as ms */
    String line(String unit) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f, p95 %.1f, p99 %.1f, most %.1f %s of %d",
                at(50),
                at(95),
                at(99),
                at(100),
                unit,
                count());
    }
}
