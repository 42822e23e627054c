package com.wildrydes.systemtests;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.s3.S3Client;

/** The bare AWS SDK: how the tests look behind the suite. */
public final class Aws implements AutoCloseable {

    private static final int ATTEMPTS = 12;

    public final KinesisClient kinesis;
    public final DynamoDbClient dynamoDb;
    public final S3Client s3;

    public Aws(URI endpoint) {
        this(endpoint, endpoint);
    }

    /** @param streams where Kinesis is, when it is not where the others are */
    public Aws(URI endpoint, URI streams) {
        // A throttled ListShards is final to the SDK; here it is only one of the faults that the suite is flown
        // through.
        kinesis = configured(KinesisClient.builder(), streams)
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .retryOnException(LimitExceededException.class)
                                .circuitBreakerEnabled(false)
                                .build()))
                .build();
        dynamoDb = configured(DynamoDbClient.builder(), endpoint).build();
        s3 = configured(S3Client.builder(), endpoint).forcePathStyle(true).build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    @Override
    public void close() {
        kinesis.close();
        dynamoDb.close();
        s3.close();
    }
}
