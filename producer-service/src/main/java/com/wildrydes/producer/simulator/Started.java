package com.wildrydes.producer.simulator;

import java.util.List;

/**
 * What was started.
 *
 * @param count how many
 * @param items the first 100 of them
 */
record Started(int count, List<FlyingUnicorn> items) {

    private static final int LISTED = 100;

    static Started of(List<FlyingUnicorn> unicorns) {
        return new Started(unicorns.size(), unicorns.subList(0, Math.min(unicorns.size(), LISTED)));
    }
}
