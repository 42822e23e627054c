package com.wildrydes.localstack;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The LocalStack that {@code mvn verify -Plocalstack} tests against: the one at {@value #ENDPOINT}, or a container of the last
 * version that needs no token, for as long as this JVM runs. Without both the tests fail; they are never skipped.
 */
public final class LocalStackEndpoint {

    static final String ENDPOINT = "WILDRYDES_LOCALSTACK_ENDPOINT";
    static final String IMAGE = "localstack/localstack:4.14.0";

    private static @Nullable URI endpoint;

    private LocalStackEndpoint() {}

    /** LocalStack's endpoint, if these tests are to run against it. */
    public static synchronized Optional<URI> ifWanted() {
        if (!Boolean.getBoolean("wildrydes.localstack")) {
            return Optional.empty();
        }
        if (endpoint == null) {
            String running = System.getenv(ENDPOINT);
            endpoint = running == null || running.isBlank() ? startContainer() : URI.create(running);
        }
        return Optional.of(endpoint);
    }

    private static URI startContainer() {
        try {
            // Without Docker the constructor fails already.
            LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE))
                    .withServices("kinesis", "dynamodb", "firehose", "s3", "sts"); // sts, for Firehose assumes its role
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            return container.getEndpoint();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "-Plocalstack must have a LocalStack to test against: one that " + ENDPOINT
                            + " names, or Docker to start " + IMAGE + " with; there is neither: " + e.getMessage(),
                    e);
        }
    }
}
