package com.wildrydes.localaws.kinesis;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GetShardIterator: where in a shard a reading is to begin. */
final class IteratorOperations {

    private static final List<String> TYPES =
            List.of("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP");

    private final Streams streams;
    private final InstantSource clock;

    IteratorOperations(Streams streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    Object getShardIterator(Parameters parameters) {
        Stream stream = streams.get(parameters.stream());
        Shard shard = stream.shard(parameters.name("ShardId"));
        String type = parameters.oneOf("ShardIteratorType", TYPES);
        String sequenceNumber = parameters.findText("StartingSequenceNumber");
        long from = switch (type) {
            case "AT_SEQUENCE_NUMBER" -> number(type, sequenceNumber, stream, shard);
            case "AFTER_SEQUENCE_NUMBER" -> number(type, sequenceNumber, stream, shard) + 1;
            default -> {
                refuse(type, sequenceNumber);
                yield switch (type) {
                    case "LATEST" -> shard.log().lastNumber() + 1;
                    case "AT_TIMESTAMP" -> numberAt(parameters.findInstant("Timestamp"), shard);
                    default -> shard.description().startNumber();
                };
            }
        };
        ShardIterator iterator = new ShardIterator(
                stream.name(), stream.description().createdMillis(), shard.index(), from, clock.millis());
        return Map.of("ShardIterator", iterator.encode());
    }

    private static void refuse(String type, @Nullable String sequenceNumber) {
        if (sequenceNumber != null) {
            throw KinesisErrors.invalidArgument(mustEither(type) + " and also a StartingSequenceNumber.");
        }
    }

    private static String mustEither(String type) {
        return "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or "
                + "(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified " + type;
    }

    private static long number(String type, @Nullable String text, Stream stream, Shard shard) {
        if (text == null) {
            throw KinesisErrors.invalidArgument(mustEither(type) + " and no StartingSequenceNumber.");
        }
        SequenceNumber start = SequenceNumber.parse(text)
                .orElseThrow(() -> KinesisErrors.invalidArgument("StartingSequenceNumber " + text
                        + " used in GetShardIterator on shard " + shard.id() + " in stream " + stream.name()
                        + " under account " + KinesisErrors.ACCOUNT + " is invalid."));
        if (start.shardIndex() != shard.index()) {
            throw KinesisErrors.invalidArgument("Invalid StartingSequenceNumber. It encodes "
                    + ShardDescription.id(start.shardIndex()) + ", while it was used in a call to a shard with "
                    + shard.id());
        }
        if (start.number() < shard.description().startNumber()) {
            throw KinesisErrors.invalidArgument("StartingSequenceNumber " + text
                    + " used in GetShardIterator on shard " + shard.id() + " in stream " + stream.name()
                    + " under account " + KinesisErrors.ACCOUNT
                    + " is invalid because it did not come from this stream.");
        }
        return start.number();
    }

    private long numberAt(@Nullable Instant timestamp, Shard shard) {
        if (timestamp == null) {
            throw KinesisErrors.invalidArgument("Must specify timestampInMillis parameter for iterator of type"
                    + " AT_TIMESTAMP. Current request has no timestamp parameter.");
        }
        long now = clock.millis();
        if (timestamp.toEpochMilli() > now) {
            throw KinesisErrors.invalidArgument("The timestampInMillis parameter cannot be greater than the"
                    + " currentTimestampInMillis. timestampInMillis: " + timestamp.toEpochMilli()
                    + ", currentTimestampInMillis: " + now);
        }
        return shard.log().firstNumberSince(timestamp.toEpochMilli());
    }
}
