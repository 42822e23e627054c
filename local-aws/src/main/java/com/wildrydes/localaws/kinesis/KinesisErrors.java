package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Kinesis' errors under their AWS names, worded as AWS words them. */
final class KinesisErrors {

    static final String ACCOUNT = "000000000000";

    private static final DateTimeFormatter AMAZON_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private KinesisErrors() {}

    static AwsException invalidArgument(String message) {
        return AwsException.client("InvalidArgumentException", message);
    }

    static AwsException validation(String value, String parameter, String constraint) {
        return AwsException.client(
                "ValidationException",
                "1 validation error detected: Value " + value + " at '" + parameter + "' failed to satisfy constraint: "
                        + constraint);
    }

    static AwsException streamNotFound(String stream) {
        return AwsException.client(
                "ResourceNotFoundException", "Stream " + stream + " under account " + ACCOUNT + " not found.");
    }

    static AwsException streamExists(String stream) {
        return resourceInUse("Stream " + stream + " under account " + ACCOUNT + " already exists.");
    }

    static AwsException resourceInUse(String message) {
        return AwsException.client("ResourceInUseException", message);
    }

    static AwsException consumerNotFound(String consumer, String stream) {
        return AwsException.client(
                "ResourceNotFoundException",
                "Consumer " + consumer + " under stream " + stream + " under account " + ACCOUNT + " not found.");
    }

    static AwsException shardNotFound(String shard, String stream) {
        return AwsException.client(
                "ResourceNotFoundException",
                "Could not find shard " + shard + " in stream " + stream + " under account " + ACCOUNT + ".");
    }

    static AwsException shardNotOpen(String shard, String stream) {
        return invalidArgument("Shard " + shard + " in stream " + stream + " under account " + ACCOUNT
                + " has already been merged or split, and thus is not eligible for merging or splitting.");
    }

    static AwsException limitExceeded(String message) {
        return AwsException.client("LimitExceededException", message);
    }

    static AwsException shardLimitExceeded(int now, int limit, int additional) {
        return limitExceeded("This request would exceed the shard limit for the account " + ACCOUNT
                + ". Current shard count for the account: " + now + ". Limit: " + limit
                + ". Number of additional shards that would have resulted from this request: " + additional + ".");
    }

    static AwsException rateExceeded(String shard, String stream) {
        return AwsException.client("ProvisionedThroughputExceededException", rateExceededMessage(shard, stream));
    }

    static String rateExceededMessage(String shard, String stream) {
        return "Rate exceeded for shard " + shard + " in stream " + stream + " under account " + ACCOUNT + ".";
    }

    static AwsException iteratorExpired(long issuedMillis, long nowMillis) {
        return AwsException.client(
                "ExpiredIteratorException",
                "Iterator expired. The iterator was created at time " + amazonTime(issuedMillis)
                        + " while right now it is " + amazonTime(nowMillis)
                        + " which is further in the future than the tolerated delay of "
                        + ShardIterator.LIFETIME_MILLIS + " milliseconds.");
    }

    private static String amazonTime(long millis) {
        return AMAZON_TIME.format(Instant.ofEpochMilli(millis));
    }
}
