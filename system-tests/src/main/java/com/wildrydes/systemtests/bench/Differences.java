package com.wildrydes.systemtests.bench;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;

/** What is wrong: all of it counted, and of each kind some told, since there may be millions. For one thread. */
final class Differences {

    private static final int TOLD_OF_A_KIND = 10;

    private final List<String> told = new ArrayList<>();
    private long count;

    void add(String kind, Collection<?> found) {
        count += found.size();
        found.stream().limit(TOLD_OF_A_KIND).forEach(each -> told.add(kind + ": " + each));
        tellRest(kind, found.size());
    }

    void add(String kind, BitSet found, IntFunction<String> description) {
        count += found.cardinality();
        found.stream().limit(TOLD_OF_A_KIND).forEach(number -> told.add(kind + ": " + description.apply(number)));
        tellRest(kind, found.cardinality());
    }

    private void tellRest(String kind, int size) {
        if (size > TOLD_OF_A_KIND) {
            told.add(kind + ": and " + (size - TOLD_OF_A_KIND) + " more");
        }
    }

    long count() {
        return count;
    }

    /** A line each, and one for those of a kind that are not told. */
    List<String> told() {
        return List.copyOf(told);
    }
}
