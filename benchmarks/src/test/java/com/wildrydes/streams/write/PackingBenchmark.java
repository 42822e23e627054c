package com.wildrydes.streams.write;

import com.wildrydes.benchmarks.engine.Same;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Packing records into the requests of PutRecords, from the queueing to the acknowledgement. The naive way puts them into
 * lists as they come: it neither keeps the order of a key when an entry fails, nor can it tell anybody of an acknowledgement.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PackingBenchmark {

    private static final int KEYS = 2000;
    private static final int RECORDS_A_KEY = 5;
    private static final int RECORDS = KEYS * RECORDS_A_KEY;

    private final List<String> keys = new ArrayList<>();
    private final List<byte[]> data = new ArrayList<>();

    @Setup
    public void make() {
        for (int i = 0; i < RECORDS; i++) {
            keys.add("Unicorn-" + i % KEYS);
            data.add(new byte[190]);
        }
        // Each key's records, in their order, whatever lies between.
        Map<String, List<byte[]>> packed = new HashMap<>();
        queue().forEach(request -> {
            Same.require(true, request.size() <= RecordQueue.MAX_ENTRIES);
            request.forEach(
                    r -> packed.computeIfAbsent(r.key, k -> new ArrayList<>()).add(r.data));
        });
        Map<String, List<byte[]>> listed = new HashMap<>();
        lists().forEach(request -> request.forEach(
                r -> listed.computeIfAbsent(r.getKey(), k -> new ArrayList<>()).add(r.getValue())));
        Same.require(listed, packed);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public List<List<PendingRecord>> queue() {
        RecordQueue queue = new RecordQueue();
        for (int i = 0; i < RECORDS; i++) {
            queue.add(new PendingRecord(keys.get(i), data.get(i), 0));
        }
        List<List<PendingRecord>> requests = new ArrayList<>();
        while (queue.size() > 0) {
            List<PendingRecord> request = queue.take(0);
            requests.add(request);
            request.forEach(queue::done);
        }
        return requests;
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public List<List<Map.Entry<String, byte[]>>> lists() {
        List<List<Map.Entry<String, byte[]>>> requests = new ArrayList<>();
        List<Map.Entry<String, byte[]>> request = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < RECORDS; i++) {
            int size = keys.get(i).length() + data.get(i).length;
            if (request.size() == RecordQueue.MAX_ENTRIES || bytes + size > RecordQueue.MAX_REQUEST_BYTES) {
                requests.add(request);
                request = new ArrayList<>();
                bytes = 0;
            }
            request.add(Map.entry(keys.get(i), data.get(i)));
            bytes += size;
        }
        requests.add(request);
        return requests;
    }
}
