package com.wildrydes.producer.replay;

import java.util.ArrayList;
import java.util.List;

/** The points of an upload that cannot be flown: counted, the first {@value #LISTED} listed. Not thread-safe. */
final class Skips {

    static final int LISTED = 100;

    private final List<Skip> first = new ArrayList<>();
    private int count;

    void add(long line, String reason) {
        count++;
        if (first.size() < LISTED) {
            first.add(new Skip(line, reason));
        }
    }

    int count() {
        return count;
    }

    List<Skip> first() {
        return first;
    }
}
