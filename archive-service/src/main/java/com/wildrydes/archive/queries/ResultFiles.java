package com.wildrydes.archive.queries;

import java.net.URI;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The CSV files in which Athena leaves its results. Thread-safe. */
final class ResultFiles {

    private final S3Client s3;
    private final String location;

    /** @param location where the workgroup puts its results, such as {@code s3://bucket/athena-results/} */
    ResultFiles(S3Client s3, String location) {
        this.s3 = s3;
        this.location = location;
    }

    /**
     * Opens a result for reading.
     *
     * @throws IllegalStateException when the result is not where the workgroup puts its results
     */
    ResponseInputStream<GetObjectResponse> open(String output) {
        if (!output.startsWith(location)) {
            throw new IllegalStateException("A result must be below " + location + ", but is " + output);
        }
        URI file = URI.create(output);
        return s3.getObject(
                get -> get.bucket(file.getAuthority()).key(file.getPath().substring(1)));
    }
}
