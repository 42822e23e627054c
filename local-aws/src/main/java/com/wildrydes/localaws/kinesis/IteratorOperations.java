package com.wildrydes.localaws.kinesis;

import java.time.InstantSource;
import java.util.Map;

/** GetShardIterator: where in a shard a reading is to begin. */
final class IteratorOperations {

    private final Streams streams;
    private final InstantSource clock;

    IteratorOperations(Streams streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    Object getShardIterator(Parameters parameters) {
        Stream stream = streams.get(parameters.stream());
        Shard shard = stream.shard(parameters.name("ShardId"));
        long from = new StartingPosition(
                        "GetShardIterator",
                        parameters.oneOf("ShardIteratorType", StartingPosition.TYPES),
                        parameters.findText("StartingSequenceNumber"),
                        parameters.findInstant("Timestamp"))
                .firstNumber(stream, shard, clock.millis());
        ShardIterator iterator = new ShardIterator(
                stream.name(), stream.description().createdMillis(), shard.index(), from, clock.millis());
        return Map.of("ShardIterator", iterator.encode());
    }
}
