package com.wildrydes.benchmarks.engine;

/** What is compared must do the same, or the comparison says nothing. */
public final class Same {

    private Same() {}

    /** @throws IllegalStateException when they differ */
    public static void require(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException(
                    "What is measured must do the same as its baseline, but did " + actual + " instead of " + expected);
        }
    }
}
