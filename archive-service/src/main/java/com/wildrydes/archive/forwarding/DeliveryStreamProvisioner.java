package com.wildrydes.archive.forwarding;

import com.wildrydes.archive.ArchiveProperties;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.ResourceInUseException;

/** Creates the delivery stream where it is missing: into the bucket, by hour. */
final class DeliveryStreamProvisioner {

    private static final int BUFFER_MEBIBYTES = 5;
    private static final Logger log = LoggerFactory.getLogger(DeliveryStreamProvisioner.class);

    private final FirehoseAsyncClient firehose;
    private final ArchiveProperties properties;

    DeliveryStreamProvisioner(FirehoseAsyncClient firehose, ArchiveProperties properties) {
        this.firehose = firehose;
        this.properties = properties;
    }

    void provision() {
        ArchiveProperties.Firehose settings = properties.firehose();
        try {
            firehose.createDeliveryStream(create -> create.deliveryStreamName(settings.deliveryStream())
                            .deliveryStreamType(DeliveryStreamType.DIRECT_PUT)
                            .extendedS3DestinationConfiguration(s3 -> s3.bucketARN(
                                            "arn:aws:s3:::" + properties.bucket())
                                    .roleARN(settings.role())
                                    // Plain: Firehose appends the hour's folders itself, on AWS and elsewhere.
                                    .prefix("raw/")
                                    .errorOutputPrefix("errors/")
                                    .compressionFormat(
                                            settings.compressed()
                                                    ? CompressionFormat.GZIP
                                                    : CompressionFormat.UNCOMPRESSED)
                                    .fileExtension(settings.compressed() ? ".json.gz" : ".json")
                                    .bufferingHints(hints -> hints.sizeInMBs(BUFFER_MEBIBYTES)
                                            .intervalInSeconds((int)
                                                    settings.bufferInterval().toSeconds()))))
                    .join();
            log.info("Created the delivery stream {}", settings.deliveryStream());
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ResourceInUseException)) {
                throw e;
            }
            log.debug("The delivery stream {} is there already", settings.deliveryStream());
        }
    }
}
