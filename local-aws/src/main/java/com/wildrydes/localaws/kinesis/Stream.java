package com.wildrydes.localaws.kinesis;

import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A stream that exists. Any thread may use it; changes of its shape go one after another. */
final class Stream {

    private final StreamFolder folder;
    private final NumberSource numbers;
    private final InstantSource clock;
    private final long retentionBytes;
    private volatile StreamDescription description;
    private volatile Shards shards;
    private volatile boolean deleted;

    /** @param open in the order of their hash key ranges, which cover all hash keys */
    private record Shards(List<Shard> all, List<Shard> open) {

        static Shards of(List<Shard> all) {
            return new Shards(
                    List.copyOf(all),
                    all.stream()
                            .filter(shard -> shard.description().isOpen())
                            .sorted(Comparator.comparing(
                                    shard -> shard.description().range().start()))
                            .toList());
        }
    }

    private Stream(
            StreamFolder folder,
            StreamDescription description,
            NumberSource numbers,
            InstantSource clock,
            long retentionBytes) {
        this.folder = folder;
        this.numbers = numbers;
        this.clock = clock;
        this.retentionBytes = retentionBytes;
        this.description = description;
        shards = Shards.of(description.shards().stream().map(this::openShard).toList());
    }

    static Stream create(
            StreamFolder folder,
            StreamDescription empty,
            int shardCount,
            NumberSource numbers,
            InstantSource clock,
            long retentionBytes) {
        List<ShardDescription> initial = new ArrayList<>();
        for (HashKeyRange range : HashKeyRange.uniform(shardCount)) {
            initial.add(new ShardDescription(
                    initial.size(), null, null, range, numbers.next(), empty.createdMillis(), null));
        }
        StreamDescription description = empty.withShards(shardCount, initial);
        folder.write(description);
        return new Stream(folder, description, numbers, clock, retentionBytes);
    }

    static Stream load(StreamFolder folder, NumberSource numbers, InstantSource clock, long retentionBytes) {
        Stream loaded = new Stream(folder, folder.read(), numbers, clock, retentionBytes);
        for (Shard shard : loaded.shards()) {
            numbers.passed(shard.description().startNumber());
            numbers.passed(shard.log().lastNumber());
            ShardDescription.End end = shard.description().end();
            if (end != null) {
                numbers.passed(end.number());
            }
        }
        return loaded;
    }

    private Shard openShard(ShardDescription shard) {
        return new Shard(shard, folder.openLog(shard, retentionBytes));
    }

    String name() {
        return description.name();
    }

    StreamDescription description() {
        return description;
    }

    boolean isDeleted() {
        return deleted;
    }

    /** All shards, closed ones too, in the order of their indexes. */
    List<Shard> shards() {
        return shards.all();
    }

    int openShards() {
        return shards.open().size();
    }

    Optional<Shard> findShard(int index) {
        return shards().stream().filter(shard -> shard.index() == index).findFirst();
    }

    /** @throws com.wildrydes.localaws.http.AwsException ResourceNotFoundException */
    Shard shard(String id) {
        return shards().stream()
                .filter(shard -> shard.id().equals(id))
                .findFirst()
                .orElseThrow(() -> KinesisErrors.shardNotFound(id, name()));
    }

    /** The open shard whose range holds the hash key. */
    Shard shardOf(BigInteger hashKey) {
        List<Shard> open = shards.open();
        int low = 0;
        int high = open.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (open.get(middle).description().range().start().compareTo(hashKey) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return open.get(low);
    }

    /** The time before which records are no longer kept, since 1970. */
    long horizonMillis() {
        return clock.millis() - Duration.ofHours(description.retentionHours()).toMillis();
    }

    synchronized void update(UnaryOperator<StreamDescription> change) {
        keep(change.apply(description));
    }

    private void keep(StreamDescription changed) {
        if (deleted) {
            throw KinesisErrors.streamNotFound(name());
        }
        folder.write(changed);
        description = changed;
    }

    /** @param secondStart the first hash key of the second child, within the shard's range but not its first */
    synchronized void split(Shard shard, BigInteger secondStart) {
        requireOpen(shard);
        replace(List.of(shard), shard.description().range().splitAt(secondStart));
    }

    /** @param adjacent the shard whose range begins where the other's ends, or the other way round */
    synchronized void merge(Shard shard, Shard adjacent) {
        requireOpen(shard);
        requireOpen(adjacent);
        replace(
                List.of(shard, adjacent),
                List.of(shard.description()
                        .range()
                        .mergedWith(adjacent.description().range())));
    }

    /** As AWS scales: by splits and merges, whose shards in between are closed at once and stay empty. */
    synchronized void scaleTo(int shardCount) {
        List<HashKeyRange> goal = HashKeyRange.uniform(shardCount);
        for (HashKeyRange wanted : goal) {
            Shard holder = shardOf(wanted.start());
            if (!holder.description().range().start().equals(wanted.start())) {
                split(holder, wanted.start());
            }
        }
        for (HashKeyRange wanted : goal) {
            Shard first = shardOf(wanted.start());
            while (first.description().range().end().compareTo(wanted.end()) < 0) {
                merge(first, shardOf(first.description().range().end().add(BigInteger.ONE)));
                first = shardOf(wanted.start());
            }
        }
    }

    private void requireOpen(Shard shard) {
        if (!shard.description().isOpen()) {
            throw KinesisErrors.shardNotOpen(shard.id(), name());
        }
    }

    private void replace(List<Shard> parents, List<HashKeyRange> ranges) {
        parents.forEach(Shard::holdBackRecords);
        try {
            long now = clock.millis();
            List<ShardDescription> described = new ArrayList<>(description.shards());
            List<ShardDescription> closed = new ArrayList<>();
            for (Shard parent : parents) {
                ShardDescription end = parent.description().closed(numbers.next(), now);
                closed.add(end);
                described.set(described.indexOf(parent.description()), end);
            }
            int next = description.nextShard();
            Integer adjacent = parents.size() > 1 ? parents.get(1).index() : null;
            List<Shard> all = new ArrayList<>(shards());
            for (HashKeyRange range : ranges) {
                ShardDescription child = new ShardDescription(
                        next++, parents.get(0).index(), adjacent, range, numbers.next(), now, null);
                described.add(child);
                all.add(openShard(child));
            }
            StreamDescription changed = description.withShards(next, described);
            keep(changed);
            for (int i = 0; i < parents.size(); i++) {
                parents.get(i).close(closed.get(i));
            }
            shards = Shards.of(all);
        } finally {
            parents.forEach(Shard::releaseRecords);
        }
    }

    /** Drops what the retention period no longer covers: records, and shards that were closed before. */
    synchronized void trim() {
        if (deleted) {
            return;
        }
        long horizon = horizonMillis();
        List<Shard> kept = new ArrayList<>();
        List<Shard> expired = new ArrayList<>();
        for (Shard shard : shards()) {
            shard.log().trim(horizon);
            ShardDescription.End end = shard.description().end();
            (end != null && end.closedMillis() < horizon ? expired : kept).add(shard);
        }
        if (!expired.isEmpty()) {
            keep(description.withShards(
                    description.nextShard(),
                    kept.stream().map(Shard::description).toList()));
            shards = Shards.of(kept);
            expired.forEach(shard -> shard.log().delete());
        }
    }

    synchronized void delete() {
        deleted = true;
        for (Shard shard : shards()) {
            shard.holdBackRecords();
            try {
                shard.close(shard.description().closed(numbers.next(), clock.millis()));
            } finally {
                shard.releaseRecords();
            }
        }
        folder.delete();
    }

    synchronized void close() {
        shards().forEach(shard -> shard.log().close());
    }
}
