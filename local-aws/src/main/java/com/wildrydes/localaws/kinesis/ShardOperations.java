package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations on the shards of a stream: listing, splitting, merging. */
final class ShardOperations {

    private static final Pattern HASH_KEY = Pattern.compile("0|([1-9]\\d{0,38})");
    private static final String TOKEN = "shards";
    private static final long TOKEN_LIFETIME_MILLIS = 300_000;

    private final Streams streams;
    private final StreamOperations descriptions;
    private final InstantSource clock;

    ShardOperations(Streams streams, StreamOperations descriptions, InstantSource clock) {
        this.streams = streams;
        this.descriptions = descriptions;
        this.clock = clock;
    }

    static Map<String, Object> describe(ShardDescription shard) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ShardId", shard.id());
        if (shard.parent() != null) {
            answer.put("ParentShardId", ShardDescription.id(shard.parent()));
        }
        if (shard.adjacentParent() != null) {
            answer.put("AdjacentParentShardId", ShardDescription.id(shard.adjacentParent()));
        }
        answer.put("HashKeyRange", describe(shard.range()));
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("StartingSequenceNumber", SequenceNumber.toString(shard.startNumber(), shard.index()));
        ShardDescription.End end = shard.end();
        if (end != null) {
            numbers.put("EndingSequenceNumber", SequenceNumber.toString(end.number(), shard.index()));
        }
        answer.put("SequenceNumberRange", numbers);
        return answer;
    }

    static Map<String, Object> describe(HashKeyRange range) {
        return Map.of(
                "StartingHashKey", range.start().toString(),
                "EndingHashKey", range.end().toString());
    }

    Object listShards(Parameters parameters) {
        int limit = parameters.integerOr("MaxResults", 1, 10_000, 1_000);
        Listing listing = parameters.has("NextToken") ? continued(parameters) : begun(parameters);
        List<ShardDescription> all = listing.filter.apply(
                listing.stream.shards().stream().map(Shard::description).toList());
        List<Object> page = new ArrayList<>();
        String last = listing.after;
        boolean more = false;
        for (ShardDescription shard : all) {
            if (shard.id().compareTo(listing.after) > 0) {
                more = page.size() == limit;
                if (more) {
                    break;
                }
                page.add(describe(shard));
                last = shard.id();
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("Shards", page);
        if (more) {
            List<String> filter = listing.filter.words();
            answer.put(
                    "NextToken",
                    OpaqueToken.of(
                            TOKEN,
                            clock.millis(),
                            listing.stream.name(),
                            listing.stream.description().createdMillis(),
                            last,
                            filter.get(0),
                            filter.get(1),
                            filter.get(2)));
        }
        return answer;
    }

    private record Listing(Stream stream, String after, ShardFilter filter) {}

    private Listing begun(Parameters parameters) {
        Stream stream = streams.get(parameters.stream());
        requireCreatedAt(stream, parameters.findInstant("StreamCreationTimestamp"));
        String after = parameters.findName("ExclusiveStartShardId");
        return new Listing(stream, after == null ? "" : after, ShardFilter.of(parameters.findObject("ShardFilter")));
    }

    private static void requireCreatedAt(Stream stream, @Nullable Instant created) {
        // Clients may know the time in whole seconds only.
        if (created != null && created.getEpochSecond() != stream.description().createdMillis() / 1000) {
            throw KinesisErrors.streamNotFound(stream.name());
        }
    }

    private Listing continued(Parameters parameters) {
        if (parameters.has("StreamName") || parameters.has("StreamCreationTimestamp")) {
            throw KinesisErrors.invalidArgument("NextToken and StreamName cannot be provided together.");
        }
        if (parameters.has("ExclusiveStartShardId")) {
            throw KinesisErrors.invalidArgument("NextToken and ExclusiveStartShardId cannot be provided together.");
        }
        List<String> words = OpaqueToken.read(TOKEN, parameters.text("NextToken"))
                .orElseThrow(() -> KinesisErrors.invalidArgument("Invalid NextToken."));
        if (clock.millis() - Long.parseLong(words.get(0)) > TOKEN_LIFETIME_MILLIS) {
            throw AwsException.client("ExpiredNextTokenException", "NextToken expired.");
        }
        Stream stream = streams.get(words.get(1));
        if (stream.description().createdMillis() != Long.parseLong(words.get(2))) {
            throw KinesisErrors.streamNotFound(stream.name());
        }
        return new Listing(stream, words.get(3), ShardFilter.of(words.subList(4, words.size())));
    }

    @Nullable
    Object splitShard(Parameters parameters) {
        Stream stream = streams.get(parameters.stream());
        Shard shard = stream.shard(parameters.name("ShardToSplit"));
        String text = parameters.text("NewStartingHashKey");
        if (!HASH_KEY.matcher(text).matches()) {
            throw KinesisErrors.validation(
                    "'" + text + "'",
                    "newStartingHashKey",
                    "Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})");
        }
        BigInteger secondStart = new BigInteger(text);
        HashKeyRange range = shard.description().range();
        if (secondStart.compareTo(range.start().add(BigInteger.ONE)) <= 0 || secondStart.compareTo(range.end()) >= 0) {
            throw KinesisErrors.invalidArgument("NewStartingHashKey " + text + " used in SplitShard() on shard "
                    + shard.id() + " in stream " + stream.name() + " under account " + KinesisErrors.ACCOUNT
                    + " is not both greater than one plus the shard's StartingHashKey " + range.start()
                    + " and less than the shard's EndingHashKey " + range.end() + ".");
        }
        streams.requireRoomFor(1);
        stream.split(shard, secondStart);
        return null;
    }

    @Nullable
    Object mergeShards(Parameters parameters) {
        Stream stream = streams.get(parameters.stream());
        Shard shard = stream.shard(parameters.name("ShardToMerge"));
        Shard adjacent = stream.shard(parameters.name("AdjacentShardToMerge"));
        if (!shard.description().range().isAdjacentTo(adjacent.description().range())) {
            throw KinesisErrors.invalidArgument("Shards " + shard.id() + " and " + adjacent.id() + " in stream "
                    + stream.name() + " under account " + KinesisErrors.ACCOUNT
                    + " are not an adjacent pair of shards eligible for merging");
        }
        stream.merge(shard, adjacent);
        return null;
    }

    Object updateShardCount(Parameters parameters) {
        Stream stream = streams.get(parameters.stream());
        int target = parameters.integer("TargetShardCount", 1, Integer.MAX_VALUE);
        parameters.oneOf("ScalingType", List.of("UNIFORM_SCALING"));
        int current = stream.openShards();
        if (stream.description().mode().equals(StreamDescription.ON_DEMAND)) {
            throw AwsException.client(
                    "ValidationException", "UpdateShardCount is not supported for a stream in ON_DEMAND mode.");
        }
        if (target > 2L * current) {
            throw KinesisErrors.limitExceeded("UpdateShardCount cannot scale over double your current open shard"
                    + " count. Current open shard count: " + current + " Target shard count: " + target);
        }
        if (2L * target < current) {
            throw KinesisErrors.limitExceeded("UpdateShardCount cannot scale below half your current open shard"
                    + " count. Current open shard count: " + current + " Target shard count: " + target);
        }
        streams.requireRoomFor(target - current);
        stream.scaleTo(target);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("StreamName", stream.name());
        answer.put("CurrentShardCount", current);
        answer.put("TargetShardCount", target);
        answer.put("StreamARN", descriptions.arn(stream.name()));
        return answer;
    }
}
