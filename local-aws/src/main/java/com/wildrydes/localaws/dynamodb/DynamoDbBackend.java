package com.wildrydes.localaws.dynamodb;

import java.net.URI;

/** What really answers DynamoDB calls. */
public interface DynamoDbBackend extends AutoCloseable {

    /**
     * The endpoint to call; waits while it is starting.
     *
     * @throws com.wildrydes.localaws.http.AwsException when there is none, and why
     */
    URI endpoint();

    /** Whether this is Amazon's DynamoDB Local, which cannot take every call as it comes. */
    boolean isDynamoDbLocal();

    @Override
    void close();

    /** An endpoint that somebody else runs. */
    static DynamoDbBackend at(URI endpoint) {
        return new DynamoDbBackend() {
            @Override
            public URI endpoint() {
                return endpoint;
            }

            @Override
            public boolean isDynamoDbLocal() {
                return false;
            }

            @Override
            public void close() {}
        };
    }
}
