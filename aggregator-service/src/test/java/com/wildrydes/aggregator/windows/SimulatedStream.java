package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.Report;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream in virtual time: its shards, their lineage and records, and what the sums over it are by definition. */
final class SimulatedStream implements ShardLineage {

    /** Names a summary: one unicorn in one window. */
    record Row(String name, long window) {}

    /** A shard with everything that was ever put into it. */
    static final class SimulatedShard {
        final int number;
        final Shard shard;
        final List<StreamRecord> records = new ArrayList<>();
        boolean closed;

        SimulatedShard(int number, HashKeyRange range, SimulatedShard... parents) {
            List<String> parentNames = new ArrayList<>();
            for (SimulatedShard parent : parents) {
                parentNames.add(parent.shard.id().shard());
            }
            this.number = number;
            this.shard = new Shard(new ShardId("wildrydes", Integer.toString(number)), parentNames, range);
        }

        /** Index of the first record after a position; null is before the first. */
        int indexAfter(@Nullable Position position) {
            int index = 0;
            while (position != null
                    && index < records.size()
                    && records.get(index).position().compareTo(position) <= 0) {
                index++;
            }
            return index;
        }
    }

    final WindowLength length;
    final List<SimulatedShard> shards = new ArrayList<>();
    final List<String> invalid = new ArrayList<>();
    final Map<Position, Report> valid = new LinkedHashMap<>();

    private final Random random;
    private final List<@Nullable Report> reports = new ArrayList<>();
    private final Map<String, BigInteger> hashKeys = new HashMap<>();
    private long sequence = 1_000_000;

    SimulatedStream(WindowLength length, Random random) {
        this.length = length;
        this.random = random;
        shards.add(new SimulatedShard(0, FakeLineage.ALL));
    }

    /** Puts one record; some are no reports, or not where or under which key they must be. */
    void put(String name, Instant arrival) {
        double chance = random.nextDouble();
        Report report = chance < .01
                ? null
                : new Report(
                        name,
                        arrival,
                        0,
                        0,
                        .1 * (1 + random.nextInt(300)),
                        90 + random.nextInt(25),
                        90 + random.nextInt(25));
        String partitionKey = chance < .015 ? name + "'s groom" : name;
        BigInteger hashKey = hashKeys.computeIfAbsent(chance < .02 ? "anybody" : partitionKey, SimulatedStream::hash);
        SimulatedShard shard = shards.stream()
                .filter(s -> !s.closed && contains(s, hashKey))
                .findFirst()
                .orElseThrow();
        sequence++;
        StreamRecord record = new StreamRecord(
                Position.of(Long.toString(sequence)),
                arrival,
                partitionKey,
                ByteBuffer.allocate(4).putInt(reports.size()).array());
        reports.add(report);
        shard.records.add(record);
        if (report == null || !partitionKey.equals(name) || !contains(shard, hashOf(name))) {
            invalid.add(record.position().sequenceNumber());
        } else {
            valid.put(record.position(), report);
        }
    }

    /** Reads a record's data back, as the real parser would, but without its cost. */
    Report parse(byte[] data) {
        Report report = reports.get(ByteBuffer.wrap(data).getInt());
        if (report == null) {
            throw new InvalidReportException(InvalidReportException.Reason.NOT_JSON, "no report");
        }
        return report;
    }

    void split() {
        List<SimulatedShard> open = open();
        SimulatedShard shard = open.get(random.nextInt(open.size()));
        BigInteger first = shard.shard.range().first();
        BigInteger last = shard.shard.range().last();
        BigInteger size = last.subtract(first);
        if (size.bitLength() < 16) {
            return;
        }
        BigInteger middle = first.add(
                size.multiply(BigInteger.valueOf(1 + random.nextInt(998))).divide(BigInteger.valueOf(1000)));
        shard.closed = true;
        shards.add(new SimulatedShard(shards.size(), new HashKeyRange(first, middle), shard));
        shards.add(new SimulatedShard(shards.size(), new HashKeyRange(middle.add(BigInteger.ONE), last), shard));
    }

    void merge() {
        List<SimulatedShard> open = open();
        if (open.size() > 1) {
            int index = random.nextInt(open.size() - 1);
            SimulatedShard lower = open.get(index);
            SimulatedShard upper = open.get(index + 1);
            lower.closed = true;
            upper.closed = true;
            HashKeyRange range = new HashKeyRange(
                    lower.shard.range().first(), upper.shard.range().last());
            shards.add(new SimulatedShard(shards.size(), range, lower, upper));
        }
    }

    private List<SimulatedShard> open() {
        return shards.stream()
                .filter(shard -> !shard.closed)
                .sorted(Comparator.comparing(shard -> shard.shard.range().first()))
                .toList();
    }

    @Override
    public Shard describe(ShardId id) {
        return shards.get(Integer.parseInt(id.shard())).shard;
    }

    @Override
    public boolean readToEnd(ShardId id, Instant from, Consumer<StreamRecord> records) {
        shards.get(Integer.parseInt(id.shard())).records.stream()
                .dropWhile(record -> record.arrivalTime().isBefore(from))
                .forEach(records);
        return true;
    }

    /** By definition: every shard from its first record, windows never going back along the lineage. */
    Map<Row, MinuteSummary> truth() {
        Map<Row, UnicornSum> sums = new HashMap<>();
        long[] floors = new long[shards.size()];
        for (SimulatedShard shard : shards) {
            long floor = shard.shard.parents().stream()
                    .mapToLong(parent -> floors[Integer.parseInt(parent)])
                    .max()
                    .orElse(0);
            for (StreamRecord record : shard.records) {
                floor = Math.max(floor, length.indexOf(record.arrivalTime()));
                Report report = reports.get(ByteBuffer.wrap(record.data()).getInt());
                if (report != null
                        && report.name().equals(record.partitionKey())
                        && contains(shard, hashOf(report.name()))) {
                    sums.computeIfAbsent(new Row(report.name(), floor), row -> new UnicornSum())
                            .add(report);
                }
            }
            floors[shard.number] = floor;
        }
        Map<Row, MinuteSummary> truth =
                new TreeMap<>(Comparator.comparing(Row::name).thenComparingLong(Row::window));
        sums.forEach((row, sum) -> truth.put(row, sum.summary(row.name(), length.startOf(row.window()))));
        return truth;
    }

    private BigInteger hashOf(String name) {
        return hashKeys.computeIfAbsent(name, SimulatedStream::hash);
    }

    private static boolean contains(SimulatedShard shard, BigInteger key) {
        return key.compareTo(shard.shard.range().first()) >= 0
                && key.compareTo(shard.shard.range().last()) <= 0;
    }

    private static BigInteger hash(String key) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
