package com.wildrydes.localaws.firehose;

import com.wildrydes.localaws.http.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Delivery streams in the API's JSON, which is also how they are kept on disk. */
final class StreamJson {

    private static final String BUCKET_ARN = "arn:aws:s3:::";
    private static final int DEFAULT_SIZE_MIB = 5;
    private static final int DEFAULT_INTERVAL_SECONDS = 300;

    private StreamJson() {}

    /** @throws AwsException InvalidArgumentException, when the request is not one that AWS takes, or not one that is played here */
    static DeliveryStream fromCreate(JsonNode request, Instant now) {
        String type = request.path("DeliveryStreamType").asString("DirectPut");
        if (!type.equals("DirectPut")) {
            throw invalid("DeliveryStreamType must be DirectPut here, not " + type);
        }
        JsonNode destination = request.hasNonNull("ExtendedS3DestinationConfiguration")
                ? request.get("ExtendedS3DestinationConfiguration")
                : request.path("S3DestinationConfiguration");
        if (!destination.isObject()) {
            throw invalid("ExtendedS3DestinationConfiguration or S3DestinationConfiguration must be given: no other"
                    + " destination is played here");
        }
        for (String feature : new String[] {"ProcessingConfiguration", "DataFormatConversionConfiguration"}) {
            if (destination.path(feature).path("Enabled").asBoolean(false)) {
                throw invalid(feature + " must not be enabled: it is not played here");
            }
        }
        return parse(request.path("DeliveryStreamName").asString(""), now, destination);
    }

    private static DeliveryStream parse(String name, Instant created, JsonNode destination) {
        String bucketArn = destination.path("BucketARN").asString("");
        if (!bucketArn.startsWith(BUCKET_ARN)) {
            throw invalid("BucketARN must be " + BUCKET_ARN + "<bucket>, not " + bucketArn);
        }
        JsonNode hints = destination.path("BufferingHints");
        try {
            return new DeliveryStream(
                    name,
                    created,
                    destination.path("RoleARN").asString(""),
                    bucketArn.substring(BUCKET_ARN.length()),
                    new Prefix(destination.path("Prefix").asString("")),
                    new Prefix(destination.path("ErrorOutputPrefix").asString("")),
                    hints.path("SizeInMBs").asLong(DEFAULT_SIZE_MIB) * DeliveryStream.MEBIBYTE,
                    Duration.ofSeconds(hints.path("IntervalInSeconds").asLong(DEFAULT_INTERVAL_SECONDS)),
                    gzip(destination.path("CompressionFormat").asString("UNCOMPRESSED")),
                    destination.path("FileExtension").asString(""));
        } catch (IllegalArgumentException e) {
            throw invalid(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        }
    }

    private static boolean gzip(String compression) {
        return switch (compression) {
            case "GZIP" -> true;
            case "UNCOMPRESSED" -> false;
            default -> throw invalid("CompressionFormat must be GZIP or UNCOMPRESSED here, not " + compression);
        };
    }

    /** As DescribeDeliveryStream answers. */
    static ObjectNode describe(DeliveryStream stream, String region) {
        ObjectNode description = JsonMapper.shared().createObjectNode();
        description
                .put("DeliveryStreamName", stream.name())
                .put("DeliveryStreamARN", stream.arn(region))
                .put("DeliveryStreamStatus", "ACTIVE")
                .put("DeliveryStreamType", "DirectPut")
                .put("VersionId", "1")
                .put("CreateTimestamp", stream.created().toEpochMilli() / 1000.0)
                .put("HasMoreDestinations", false);
        ObjectNode destination =
                description.putArray("Destinations").addObject().put("DestinationId", "destinationId-000000000001");
        destination.set("S3DestinationDescription", s3(stream));
        destination.set(
                "ExtendedS3DestinationDescription",
                s3(stream).put("S3BackupMode", "Disabled").put("FileExtension", stream.fileExtension()));
        return description;
    }

    private static ObjectNode s3(DeliveryStream stream) {
        ObjectNode s3 = JsonMapper.shared().createObjectNode();
        s3.put("RoleARN", stream.roleArn())
                .put("BucketARN", BUCKET_ARN + stream.bucket())
                .put("Prefix", stream.prefix().text())
                .put("ErrorOutputPrefix", stream.errorPrefix().text())
                .put("CompressionFormat", stream.gzip() ? "GZIP" : "UNCOMPRESSED");
        s3.putObject("BufferingHints")
                .put("SizeInMBs", stream.bufferBytes() / DeliveryStream.MEBIBYTE)
                .put("IntervalInSeconds", stream.bufferTime().toSeconds());
        s3.putObject("EncryptionConfiguration").put("NoEncryptionConfig", "NoEncryption");
        s3.putObject("CloudWatchLoggingOptions").put("Enabled", false);
        return s3;
    }

    /** Reads what {@link #describe} wrote. */
    static DeliveryStream fromDescription(JsonNode description) {
        return parse(
                description.path("DeliveryStreamName").asString(),
                Instant.ofEpochMilli(
                        Math.round(description.path("CreateTimestamp").asDouble() * 1000)),
                description.path("Destinations").path(0).path("ExtendedS3DestinationDescription"));
    }

    static AwsException invalid(String message) {
        return AwsException.client("InvalidArgumentException", message);
    }
}
