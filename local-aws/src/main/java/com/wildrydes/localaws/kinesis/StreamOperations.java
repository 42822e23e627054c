package com.wildrydes.localaws.kinesis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations on streams as such. A null answer is an empty one. */
final class StreamOperations {

    private static final int ON_DEMAND_SHARDS = 4;
    private static final int MAX_RETENTION_HOURS = 8_760;
    private static final int ON_DEMAND_STREAM_LIMIT = 50;
    private static final int MAX_RECORD_KIB = 1_024;
    private static final List<String> MODES = List.of(StreamDescription.PROVISIONED, StreamDescription.ON_DEMAND);

    private final Streams streams;
    private final String region;

    StreamOperations(Streams streams, String region) {
        this.streams = streams;
        this.region = region;
    }

    @Nullable
    Object createStream(Parameters parameters) {
        String name = parameters.name("StreamName");
        Parameters details = parameters.findObject("StreamModeDetails");
        String mode = details == null ? StreamDescription.PROVISIONED : details.oneOf("StreamMode", MODES);
        boolean onDemand = mode.equals(StreamDescription.ON_DEMAND);
        Integer shards = parameters.findInt("ShardCount", 1, Integer.MAX_VALUE);
        if (onDemand && shards != null) {
            throw KinesisErrors.invalidArgument("ShardCount must not be provided for a stream in ON_DEMAND mode.");
        }
        if (!onDemand && shards == null) {
            throw KinesisErrors.invalidArgument("ShardCount must be provided for a stream in PROVISIONED mode.");
        }
        int recordKib = parameters.integerOr("MaxRecordSizeInKiB", MAX_RECORD_KIB, 10_240, MAX_RECORD_KIB);
        if (recordKib != MAX_RECORD_KIB) {
            throw KinesisErrors.invalidArgument(
                    "local-aws takes records of up to " + MAX_RECORD_KIB + " KiB only, not of " + recordKib + ".");
        }
        Map<String, String> tags = parameters.has("Tags") ? parameters.texts("Tags") : Map.of();
        streams.create(name, shards == null ? ON_DEMAND_SHARDS : shards, mode, TagOperations.checked(tags));
        return null;
    }

    @Nullable
    Object deleteStream(Parameters parameters) {
        streams.delete(parameters.stream(), parameters.flag("EnforceConsumerDeletion"));
        return null;
    }

    Object describeStream(Parameters parameters) {
        Stream stream = streams.get(parameters.stream());
        int limit = parameters.integerOr("Limit", 1, 10_000, 100);
        String after = parameters.findName("ExclusiveStartShardId");
        List<Object> shards = new ArrayList<>();
        boolean more = false;
        for (Shard shard : stream.shards()) {
            if (after == null || shard.id().compareTo(after) > 0) {
                more = shards.size() == limit;
                if (more) {
                    break;
                }
                shards.add(ShardOperations.describe(shard.description()));
            }
        }
        Map<String, Object> answer = describe(stream);
        answer.put("Shards", shards);
        answer.put("HasMoreShards", more);
        return Map.of("StreamDescription", answer);
    }

    Object describeStreamSummary(Parameters parameters) {
        Stream stream = streams.get(parameters.stream());
        Map<String, Object> answer = describe(stream);
        answer.put("OpenShardCount", stream.openShards());
        answer.put("ConsumerCount", stream.description().consumers().size());
        answer.put("MaxRecordSizeInKiB", MAX_RECORD_KIB);
        return Map.of("StreamDescriptionSummary", answer);
    }

    private Map<String, Object> describe(Stream stream) {
        Map<String, Object> answer = summary(stream);
        answer.put("RetentionPeriodHours", stream.description().retentionHours());
        answer.put("EnhancedMonitoring", List.of(Map.of("ShardLevelMetrics", List.of())));
        answer.put("EncryptionType", "NONE");
        return answer;
    }

    private Map<String, Object> summary(Stream stream) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("StreamName", stream.name());
        answer.put("StreamARN", arn(stream.name()));
        answer.put("StreamStatus", "ACTIVE");
        answer.put(
                "StreamModeDetails", Map.of("StreamMode", stream.description().mode()));
        answer.put(
                "StreamCreationTimestamp",
                Instant.ofEpochMilli(stream.description().createdMillis()));
        return answer;
    }

    String arn(String stream) {
        return "arn:aws:kinesis:" + region + ":" + KinesisErrors.ACCOUNT + ":stream/" + stream;
    }

    Object listStreams(Parameters parameters) {
        int limit = parameters.integerOr("Limit", 1, 10_000, 100);
        String after = parameters.findName("ExclusiveStartStreamName");
        String token = parameters.findText("NextToken");
        if (token != null) {
            after = OpaqueToken.read("streams", token)
                    .orElseThrow(() -> KinesisErrors.invalidArgument("Invalid NextToken."))
                    .get(0);
        }
        List<String> names = new ArrayList<>();
        List<Object> summaries = new ArrayList<>();
        boolean more = false;
        for (Stream stream : streams.list()) {
            if (after == null || stream.name().compareTo(after) > 0) {
                more = names.size() == limit;
                if (more) {
                    break;
                }
                names.add(stream.name());
                summaries.add(summary(stream));
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("StreamNames", names);
        answer.put("StreamSummaries", summaries);
        answer.put("HasMoreStreams", more);
        if (more) {
            answer.put("NextToken", OpaqueToken.of("streams", names.get(names.size() - 1)));
        }
        return answer;
    }

    Object describeLimits(Parameters parameters) {
        long onDemand = streams.list().stream()
                .filter(stream -> stream.description().mode().equals(StreamDescription.ON_DEMAND))
                .count();
        return Map.of(
                "ShardLimit",
                Streams.SHARD_LIMIT,
                "OpenShardCount",
                streams.openShards(),
                "OnDemandStreamCount",
                onDemand,
                "OnDemandStreamCountLimit",
                ON_DEMAND_STREAM_LIMIT);
    }

    @Nullable
    Object updateStreamMode(Parameters parameters) {
        Stream stream = streams.get(parameters.streamOfArn("StreamARN"));
        Parameters details = parameters.findObject("StreamModeDetails");
        if (details == null) {
            throw KinesisErrors.validation("null", "streamModeDetails", "Member must not be null");
        }
        String mode = details.oneOf("StreamMode", MODES);
        stream.update(description -> description.withMode(mode));
        return null;
    }

    @Nullable
    Object increaseRetention(Parameters parameters) {
        return changeRetention(parameters, true);
    }

    @Nullable
    Object decreaseRetention(Parameters parameters) {
        return changeRetention(parameters, false);
    }

    private @Nullable Object changeRetention(Parameters parameters, boolean increase) {
        Stream stream = streams.get(parameters.stream());
        int hours = parameters.integer("RetentionPeriodHours", 1, Integer.MAX_VALUE);
        if (hours < StreamDescription.DEFAULT_RETENTION_HOURS) {
            throw KinesisErrors.invalidArgument("Minimum allowed retention period is 24 hours. "
                    + "Requested retention period (" + hours + " hours) is too short.");
        }
        if (hours > MAX_RETENTION_HOURS) {
            throw KinesisErrors.invalidArgument("Maximum allowed retention period is " + MAX_RETENTION_HOURS
                    + " hours. Requested retention period (" + hours + " hours) is too long.");
        }
        stream.update(description -> {
            int now = description.retentionHours();
            if (increase ? hours < now : hours > now) {
                throw KinesisErrors.invalidArgument("Requested retention period (" + hours + " hours) for stream "
                        + description.name() + " can not be " + (increase ? "shorter" : "longer")
                        + " than existing retention period (" + now + " hours). Use "
                        + (increase ? "Decrease" : "Increase") + "RetentionPeriod API.");
            }
            return description.withRetentionHours(hours);
        });
        return null;
    }
}
