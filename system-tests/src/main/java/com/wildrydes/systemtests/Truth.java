package com.wildrydes.systemtests;

import com.wildrydes.systemtests.RawStream.RawShard;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * What the table must hold, by definition and not by the aggregator's code: every shard is read from its first record; a
 * record's window is the larger of its arrival's window and the largest before it, along the shard's ancestors too; a
 * window's summary is the sum over its records.
 */
public final class Truth {

    /** One unicorn's window. */
    public record Key(String name, Instant windowStart) implements Comparable<Key> {

        private static final Comparator<Key> BY_TIME =
                Comparator.comparing(Key::windowStart).thenComparing(Key::name);

        @Override
        public int compareTo(Key other) {
            return BY_TIME.compare(this, other);
        }
    }

    /** A window's sums. */
    public record Sum(long samples, double distance, int minHealth, int maxHealth, int minMagic, int maxMagic) {

        static Sum of(Report report) {
            int health = report.healthPoints();
            int magic = report.magicPoints();
            return new Sum(1, report.distanceMetres(), health, health, magic, magic);
        }

        Sum plus(Sum other) {
            return new Sum(
                    samples + other.samples,
                    distance + other.distance,
                    Math.min(minHealth, other.minHealth),
                    Math.max(maxHealth, other.maxHealth),
                    Math.min(minMagic, other.minMagic),
                    Math.max(maxMagic, other.maxMagic));
        }
    }

    private final Map<Key, Sum> sums = new TreeMap<>();
    private final Set<String> sequenceNumbers = new HashSet<>();
    private final Duration window;

    private Truth(Duration window) {
        this.window = window;
    }

    /** Reads the whole stream as it is now. */
    public static Truth of(KinesisClient kinesis, String stream, Duration window) {
        return of(RawStream.read(kinesis, stream), window);
    }

    /** Records that are no valid reports, or not under their Name, count for nothing, but their arrival does. */
    public static Truth of(RawStream stream, Duration window) {
        Truth truth = new Truth(window);
        Map<String, Long> largest = new HashMap<>();
        for (RawShard raw : stream.shards()) {
            Shard shard = raw.shard();
            long floor = Math.max(
                    largest.getOrDefault(shard.parentShardId(), Long.MIN_VALUE),
                    largest.getOrDefault(shard.adjacentParentShardId(), Long.MIN_VALUE));
            for (Record record : raw.records()) {
                floor = Math.max(
                        floor,
                        Math.floorDiv(record.approximateArrivalTimestamp().toEpochMilli(), window.toMillis()));
                truth.add(record, floor);
            }
            largest.put(shard.shardId(), floor);
        }
        return truth;
    }

    private void add(Record record, long windowNumber) {
        try {
            Report report = ReportJson.read(record.data().asByteArrayUnsafe());
            if (!report.name().equals(record.partitionKey())) {
                return; // a dead letter: of one name no two shards may sum a window
            }
            Key key = new Key(report.name(), Instant.ofEpochMilli(windowNumber * window.toMillis()));
            sums.merge(key, Sum.of(report), Sum::plus);
            sequenceNumbers.add(record.sequenceNumber());
        } catch (InvalidReportException e) {
            // A dead letter, and none of the sums' business.
            return;
        }
    }

    /** The windows that ended before this time. */
    public Map<Key, Sum> closedBefore(Instant time) {
        Map<Key, Sum> closed = new TreeMap<>(sums);
        closed.keySet().removeIf(key -> key.windowStart().plus(window).isAfter(time));
        return closed;
    }

    /** All windows, the last ones included, which are complete only when nothing is written any more. */
    public Map<Key, Sum> all() {
        return Map.copyOf(sums);
    }

    /** When the latest window ends. */
    public Instant lastEnd() {
        return sums.keySet().stream()
                .map(key -> key.windowStart().plus(window))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** The sequence numbers of all valid reports. */
    public Set<String> sequenceNumbers() {
        return sequenceNumbers;
    }
}
