package com.wildrydes.localaws.kinesis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a shard a reading is to begin.
 *
 * @param operation which messages name
 * @param type one of {@link #TYPES}
 */
record StartingPosition(
        String operation,
        String type,
        @Nullable String sequenceNumber,
        @Nullable Instant timestamp) {

    static final List<String> TYPES =
            List.of("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP");

    /**
     * The least number to read.
     *
     * @throws com.wildrydes.localaws.http.AwsException InvalidArgumentException
     */
    long firstNumber(Stream stream, Shard shard, long nowMillis) {
        return switch (type) {
            case "AT_SEQUENCE_NUMBER" -> number(stream, shard);
            case "AFTER_SEQUENCE_NUMBER" -> number(stream, shard) + 1;
            default -> {
                if (sequenceNumber != null) {
                    throw KinesisErrors.invalidArgument(mustEither() + " and also a StartingSequenceNumber.");
                }
                yield switch (type) {
                    case "LATEST" -> shard.log().lastNumber() + 1;
                    case "AT_TIMESTAMP" -> numberAt(shard, nowMillis);
                    default -> shard.description().startNumber();
                };
            }
        };
    }

    private String mustEither() {
        return "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or "
                + "(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified " + type;
    }

    private long number(Stream stream, Shard shard) {
        if (sequenceNumber == null) {
            throw KinesisErrors.invalidArgument(mustEither() + " and no StartingSequenceNumber.");
        }
        String used = "StartingSequenceNumber " + sequenceNumber + " used in " + operation + " on shard " + shard.id()
                + " in stream " + stream.name() + " under account " + KinesisErrors.ACCOUNT + " is invalid";
        SequenceNumber start =
                SequenceNumber.parse(sequenceNumber).orElseThrow(() -> KinesisErrors.invalidArgument(used + "."));
        if (start.shardIndex() != shard.index()) {
            throw KinesisErrors.invalidArgument("Invalid StartingSequenceNumber. It encodes "
                    + ShardDescription.id(start.shardIndex()) + ", while it was used in a call to a shard with "
                    + shard.id());
        }
        if (start.number() < shard.description().startNumber()) {
            throw KinesisErrors.invalidArgument(used + " because it did not come from this stream.");
        }
        return start.number();
    }

    private long numberAt(Shard shard, long nowMillis) {
        if (timestamp == null) {
            throw KinesisErrors.invalidArgument("Must specify timestampInMillis parameter for iterator of type"
                    + " AT_TIMESTAMP. Current request has no timestamp parameter.");
        }
        if (timestamp.toEpochMilli() > nowMillis) {
            throw KinesisErrors.invalidArgument("The timestampInMillis parameter cannot be greater than the"
                    + " currentTimestampInMillis. timestampInMillis: " + timestamp.toEpochMilli()
                    + ", currentTimestampInMillis: " + nowMillis);
        }
        return shard.log().firstNumberSince(timestamp.toEpochMilli());
    }
}
