package com.wildrydes.localaws.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each operation of each service was called, whatever the answer: what AWS would bill. Thread-safe. */
final class CallCounts {

    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    void count(String service, String operation) {
        counts.computeIfAbsent(service, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(operation, name -> new LongAdder())
                .increment();
    }

    /** By service and operation, both in alphabetical order. */
    Map<String, Map<String, Long>> all() {
        Map<String, Map<String, Long>> all = new TreeMap<>();
        counts.forEach((service, operations) -> {
            Map<String, Long> sums = new TreeMap<>();
            operations.forEach((operation, sum) -> sums.put(operation, sum.sum()));
            all.put(service, sums);
        });
        return all;
    }
}
