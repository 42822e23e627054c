package com.wildrydes.localaws.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each operation of each service was called, whatever the answer: what AWS would bill, and what it would have to allow
 * to whom. Thread-safe.
 */
final class CallCounts {

    private final Map<Call, LongAdder> counts = new ConcurrentHashMap<>();

    private record Call(String caller, String service, String operation, String resource) {}

    /**
     * @param caller who says that it is the caller; empty for one that says nothing
     * @param resource what the call was about, by its name; empty where that is not known
     */
    void count(String caller, String service, String operation, String resource) {
        counts.computeIfAbsent(new Call(caller, service, operation, resource), call -> new LongAdder())
                .increment();
    }

    /** By service and operation, both in alphabetical order. */
    Map<String, Map<String, Long>> all() {
        Map<String, Map<String, Long>> all = new TreeMap<>();
        counts.forEach((call, sum) -> all.computeIfAbsent(call.service(), service -> new TreeMap<>())
                .merge(call.operation(), sum.sum(), Long::sum));
        return all;
    }

    /** By caller, service, operation and resource, all in alphabetical order. */
    Map<String, Map<String, Map<String, Map<String, Long>>>> byCaller() {
        Map<String, Map<String, Map<String, Map<String, Long>>>> all = new TreeMap<>();
        counts.forEach((call, sum) -> all.computeIfAbsent(call.caller(), caller -> new TreeMap<>())
                .computeIfAbsent(call.service(), service -> new TreeMap<>())
                .computeIfAbsent(call.operation(), operation -> new TreeMap<>())
                .merge(call.resource(), sum.sum(), Long::sum));
        return all;
    }
}
