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
import org.jspecify.annotations.Nullable;
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

    /** Takes each valid report as it is read. */
    public interface ReportReader {

        void report(Report report, Record record);
    }

    private final Map<Key, Sum> sums = new HashMap<>();
    private final Map<String, Long> largest = new HashMap<>();
    private final Duration window;
    private @Nullable Set<String> sequenceNumbers;

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
        Set<String> sequenceNumbers = new HashSet<>();
        for (RawShard raw : stream.shards()) {
            truth.begin(raw.shard());
            raw.records()
                    .forEach(record -> truth.add(
                            raw.shard(), record, (report, valid) -> sequenceNumbers.add(valid.sequenceNumber())));
        }
        truth.sequenceNumbers = sequenceNumbers;
        return truth;
    }

    /**
     * Reads the whole stream as it is now and keeps none of its reports: what it holds grows with unicorns and windows only.
     *
     * @param reader sees every valid report, of one shard after the other
     */
    public static Truth reading(KinesisClient kinesis, String stream, Duration window, ReportReader reader) {
        Truth truth = new Truth(window);
        for (Shard shard : Streams.shards(kinesis, stream)) {
            truth.begin(shard);
            Streams.forEach(kinesis, stream, shard.shardId(), record -> truth.add(shard, record, reader));
        }
        return truth;
    }

    /** Parents must have been read before. */
    private void begin(Shard shard) {
        largest.put(
                shard.shardId(),
                Math.max(
                        largest.getOrDefault(shard.parentShardId(), Long.MIN_VALUE),
                        largest.getOrDefault(shard.adjacentParentShardId(), Long.MIN_VALUE)));
    }

    private void add(Shard shard, Record record, ReportReader reader) {
        long arrival = Math.floorDiv(record.approximateArrivalTimestamp().toEpochMilli(), window.toMillis());
        long windowNumber = largest.merge(shard.shardId(), arrival, Math::max);
        try {
            Report report = ReportJson.read(record.data().asByteArrayUnsafe());
            if (!report.name().equals(record.partitionKey())) {
                return; // a dead letter: of one name no two shards may sum a window
            }
            Key key = new Key(report.name(), Instant.ofEpochMilli(windowNumber * window.toMillis()));
            sums.merge(key, Sum.of(report), Sum::plus);
            reader.report(report, record);
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

    /**
     * The sequence numbers of all valid reports.
     *
     * @throws IllegalStateException when none of its reports were kept
     */
    public Set<String> sequenceNumbers() {
        if (sequenceNumbers == null) {
            throw new IllegalStateException("The stream must have been read as a whole, but no reports were kept");
        }
        return sequenceNumbers;
    }
}
