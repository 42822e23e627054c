package com.wildrydes.systemtests.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How long it took until things worked again, by kind. Thread-safe. */
final class RecoveryTimes {

    private final Map<String, List<Duration>> times = new TreeMap<>();

    synchronized void add(String kind, Duration time) {
        times.computeIfAbsent(kind, first -> new ArrayList<>()).add(time);
    }

    /** A line a kind: least, median, greatest, number. */
    @Override
    public synchronized String toString() {
        StringBuilder lines = new StringBuilder();
        times.forEach((kind, ofKind) -> {
            List<Duration> sorted = new ArrayList<>(ofKind);
            Collections.sort(sorted);
            lines.append(String.format(
                    Locale.ROOT,
                    "  %-72s %5.1f / %5.1f / %5.1f s (%d)%n",
                    kind,
                    seconds(sorted.get(0)),
                    seconds(sorted.get(sorted.size() / 2)),
                    seconds(sorted.get(sorted.size() - 1)),
                    sorted.size()));
        });
        return lines.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
