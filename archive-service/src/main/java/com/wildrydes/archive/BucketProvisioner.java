package com.wildrydes.archive;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** Creates the bucket where it is missing. */
public final class BucketProvisioner {

    private static final Logger log = LoggerFactory.getLogger(BucketProvisioner.class);

    private final S3Client s3;
    private final String bucket;

    BucketProvisioner(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    void provision() {
        try {
            s3.createBucket(create -> create.bucket(bucket));
            log.info("Created the bucket {}", bucket);
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
            log.debug("The bucket {} is there already", bucket);
        }
    }
}
