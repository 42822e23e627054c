package com.wildrydes.localaws;

import com.wildrydes.localstack.LocalStackEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * What the contract tests talk to: one local-aws in this process on a free port, LocalStack with the profile
 * {@code localstack}, or the endpoint that the property {@code wildrydes.contract.endpoint} names.
 */
public final class ContractEndpoint {

    private static @Nullable URI endpoint;

    private ContractEndpoint() {}

    public static synchronized URI get() {
        if (endpoint == null) {
            String given = System.getProperty("wildrydes.contract.endpoint", "");
            endpoint = given.isEmpty()
                    ? LocalStackEndpoint.ifWanted().orElseGet(ContractEndpoint::startHere)
                    : URI.create(given);
        }
        return endpoint;
    }

    private static URI startHere() {
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "contract");
            LocalAws started = LocalAws.start(LocalAwsOptions.inFolder(data));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            return started.endpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, get());
    }

    public static <B extends AwsClientBuilder<B, C>, C> C client(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any-key", "any")))
                .build();
    }

    /** A name that no earlier run has used. */
    public static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
