package com.wildrydes.localaws.kinesis;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ShardFilter of ListShards. */
final class ShardFilter {

    private static final List<String> TYPES = List.of(
            "AFTER_SHARD_ID", "AT_TRIM_HORIZON", "FROM_TRIM_HORIZON", "AT_LATEST", "AT_TIMESTAMP", "FROM_TIMESTAMP");

    private final String type;
    private final String shardId;
    private final long timestampMillis;

    private ShardFilter(String type, String shardId, long timestampMillis) {
        this.type = type;
        this.shardId = shardId;
        this.timestampMillis = timestampMillis;
    }

    static ShardFilter of(@Nullable Parameters parameters) {
        if (parameters == null) {
            return new ShardFilter("FROM_TRIM_HORIZON", "", 0);
        }
        String type = parameters.oneOf("Type", TYPES);
        String shardId = parameters.findName("ShardId");
        Instant timestamp = parameters.findInstant("Timestamp");
        if (type.equals("AFTER_SHARD_ID") != (shardId != null)) {
            throw KinesisErrors.invalidArgument("ShardId must be provided with the filter type AFTER_SHARD_ID,"
                    + " and with no other. The filter type is " + type + ".");
        }
        if (type.endsWith("_TIMESTAMP") != (timestamp != null)) {
            throw KinesisErrors.invalidArgument("Timestamp must be provided with the filter types AT_TIMESTAMP and"
                    + " FROM_TIMESTAMP, and with no other. The filter type is " + type + ".");
        }
        return new ShardFilter(type, shardId == null ? "" : shardId, timestamp == null ? 0 : timestamp.toEpochMilli());
    }

    /** @param words as {@link #words} gave them */
    static ShardFilter of(List<String> words) {
        return new ShardFilter(words.get(0), words.get(1), Long.parseLong(words.get(2)));
    }

    List<String> words() {
        return List.of(type, shardId, Long.toString(timestampMillis));
    }

    List<ShardDescription> apply(List<ShardDescription> shards) {
        return shards.stream().filter(predicate(shards)).toList();
    }

    private Predicate<ShardDescription> predicate(List<ShardDescription> shards) {
        boolean beforeAll = shards.stream().allMatch(shard -> timestampMillis < shard.createdMillis());
        return switch (type) {
            case "AFTER_SHARD_ID" -> shard -> shard.id().compareTo(shardId) > 0;
            case "AT_TRIM_HORIZON" -> atTrimHorizon(shards);
            case "AT_LATEST" -> ShardDescription::isOpen;
            case "AT_TIMESTAMP" ->
                beforeAll
                        ? atTrimHorizon(shards)
                        : shard -> shard.createdMillis() <= timestampMillis && lastsUntilTimestamp(shard);
            case "FROM_TIMESTAMP" -> this::lastsUntilTimestamp;
            default -> shard -> true;
        };
    }

    private boolean lastsUntilTimestamp(ShardDescription shard) {
        ShardDescription.End end = shard.end();
        return end == null || end.closedMillis() >= timestampMillis;
    }

    /** The oldest shards that are kept: those none of whose parents is. */
    private static Predicate<ShardDescription> atTrimHorizon(List<ShardDescription> shards) {
        var kept = shards.stream().map(ShardDescription::index).collect(Collectors.toSet());
        return shard -> (shard.parent() == null || !kept.contains(shard.parent()))
                && (shard.adjacentParent() == null || !kept.contains(shard.adjacentParent()));
    }
}
