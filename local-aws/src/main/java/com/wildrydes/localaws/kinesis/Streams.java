package com.wildrydes.localaws.kinesis;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every stream there is, by name. Any thread may use it. */
final class Streams {

    static final int SHARD_LIMIT = 500;

    private final Path folder;
    private final InstantSource clock;
    private final NumberSource numbers;
    private final long retentionBytes;
    private final Map<String, Stream> byName = new ConcurrentSkipListMap<>();
    private long lastCreatedMillis;

    private Streams(Path folder, InstantSource clock, long retentionBytes) {
        this.folder = folder;
        this.clock = clock;
        this.retentionBytes = retentionBytes;
        numbers = new NumberSource(clock);
    }

    static Streams load(Path folder, InstantSource clock, long retentionBytes) {
        Streams streams = new Streams(folder, clock, retentionBytes);
        for (StreamFolder found : StreamFolder.list(folder)) {
            Stream stream = Stream.load(found, streams.numbers, clock, retentionBytes);
            streams.byName.put(stream.name(), stream);
        }
        return streams;
    }

    NumberSource numbers() {
        return numbers;
    }

    /** @throws com.wildrydes.localaws.http.AwsException ResourceInUseException, LimitExceededException */
    synchronized void create(String name, int shardCount, String mode, Map<String, String> tags) {
        StreamFolder place = StreamFolder.of(folder, name);
        // A file system that ignores case may hold a stream of another name there.
        if (byName.containsKey(name) || place.exists()) {
            throw KinesisErrors.streamExists(name);
        }
        requireRoomFor(shardCount);
        // Two streams of one name are told apart by this time, so it never repeats.
        lastCreatedMillis = Math.max(clock.millis(), lastCreatedMillis + 1);
        StreamDescription empty = new StreamDescription(
                name,
                lastCreatedMillis,
                mode,
                StreamDescription.DEFAULT_RETENTION_HOURS,
                new TreeMap<>(tags),
                0,
                List.of(),
                List.of());
        byName.put(name, Stream.create(place, empty, shardCount, numbers, clock, retentionBytes));
    }

    void requireRoomFor(int additionalShards) {
        int now = openShards();
        if (now + additionalShards > SHARD_LIMIT) {
            throw KinesisErrors.shardLimitExceeded(now, SHARD_LIMIT, additionalShards);
        }
    }

    int openShards() {
        return byName.values().stream().mapToInt(Stream::openShards).sum();
    }

    /** @throws com.wildrydes.localaws.http.AwsException ResourceNotFoundException */
    Stream get(String name) {
        Stream stream = byName.get(name);
        if (stream == null) {
            throw KinesisErrors.streamNotFound(name);
        }
        return stream;
    }

    /** In the order of their names. */
    List<Stream> list() {
        return List.copyOf(byName.values());
    }

    /** @param withConsumers whether a stream may go that consumers are registered with */
    synchronized void delete(String name, boolean withConsumers) {
        Stream stream = get(name);
        if (!withConsumers && !stream.description().consumers().isEmpty()) {
            throw KinesisErrors.resourceInUse("Stream " + name + " under account " + KinesisErrors.ACCOUNT
                    + " has active consumers and cannot be deleted. Set EnforceConsumerDeletion to delete them too.");
        }
        byName.remove(name);
        stream.delete();
    }

    void trim() {
        byName.values().forEach(Stream::trim);
    }

    void close() {
        byName.values().forEach(Stream::close);
    }
}
