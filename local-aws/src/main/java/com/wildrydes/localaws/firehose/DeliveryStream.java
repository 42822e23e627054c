package com.wildrydes.localaws.firehose;

import com.wildrydes.localaws.objects.ObjectAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a delivery stream was created as.
 *
 * @param bufferBytes a buffer of so many bytes is delivered
 * @param bufferTime a buffer whose first record is so old is delivered
 * @param fileExtension ends the objects' names; empty for what the compression adds by itself
 */
record DeliveryStream(
        String name,
        Instant created,
        String roleArn,
        String bucket,
        Prefix prefix,
        Prefix errorPrefix,
        long bufferBytes,
        Duration bufferTime,
        boolean gzip,
        String fileExtension) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
    private static final Pattern EXTENSION = Pattern.compile("|\\.[0-9a-z!_.*'()-]{1,127}");
    private static final DateTimeFormatter OBJECT_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);
    private static final int VERSION = 1;

    static final long MEBIBYTE = 1 << 20;

    /** @throws IllegalArgumentException when a value is outside what AWS takes */
    DeliveryStream {
        require(
                NAME.matcher(name).matches(),
                "DeliveryStreamName must be 1 to 64 letters, digits, '_', '.' or '-'",
                name);
        new ObjectAddress(bucket, "");
        require(
                bufferBytes >= MEBIBYTE && bufferBytes <= 128 * MEBIBYTE,
                "BufferingHints.SizeInMBs must be 1 to 128",
                bufferBytes / MEBIBYTE);
        require(
                bufferTime.toSeconds() >= 0 && bufferTime.toSeconds() <= 900,
                "BufferingHints.IntervalInSeconds must be 0 to 900",
                bufferTime.toSeconds());
        require(
                EXTENSION.matcher(fileExtension).matches(),
                "FileExtension must be a '.' and lower-case letters, digits or !-_.*'()",
                fileExtension);
        require(!prefix.namesErrorType(), "Prefix must not use !{firehose:error-output-type}", prefix.text());
        require(
                !prefix.hasExpressions() || errorPrefix.namesErrorType(),
                "ErrorOutputPrefix must use !{firehose:error-output-type} when Prefix uses expressions",
                errorPrefix.text());
    }

    private static void require(boolean holds, String what, Object seen) {
        if (!holds) {
            throw new IllegalArgumentException(what + ", not " + seen);
        }
    }

    String arn(String region) {
        return "arn:aws:firehose:" + region + ":000000000000:deliverystream/" + name;
    }

    /** Where a buffer goes. The same buffer always goes to the same place, so delivering it twice leaves one object. */
    ObjectAddress addressOf(BufferName buffer) {
        UUID id = buffer.id();
        String folders = prefix.at(buffer.firstRecord(), new Random(id.getLeastSignificantBits()));
        String object = name + "-" + VERSION + "-" + OBJECT_TIME.format(buffer.firstRecord()) + "-" + id;
        return new ObjectAddress(bucket, folders + object + (fileExtension.isEmpty() && gzip ? ".gz" : fileExtension));
    }
}
