package com.wildrydes.localaws;

import com.wildrydes.localaws.kinesis.Faults;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a local-aws is to run. local-aws/README.md lists the options.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for one that is free
 * @param data the folder that everything is kept in
 * @param region the AWS region that names carry
 * @param services what is played
 * @param kinesisRetentionBytes the oldest records of a shard go when it holds more than this, even within the retention period
 * @param kinesisFaults what goes wrong on purpose from the start
 * @param dynamodbLibrary the folder of DynamoDB Local, see the module local-aws/dynamodb-local
 * @param dynamodbEndpoint answers DynamoDB calls instead of DynamoDB Local; null for the latter
 * @param s3Endpoint the S3 that Firehose writes to and Athena reads from; null for the one played here
 * @param firehoseFailures the share of records, 0 to 1, that Firehose reports as failed
 */
public record LocalAwsOptions(
        String host,
        int port,
        Path data,
        String region,
        Set<String> services,
        long kinesisRetentionBytes,
        Faults kinesisFaults,
        Path dynamodbLibrary,
        @Nullable URI dynamodbEndpoint,
        @Nullable URI s3Endpoint,
        double firehoseFailures) {

    /** Every service there is. */
    public static final List<String> ALL_SERVICES = List.of("kinesis", "dynamodb", "s3", "firehose", "athena");

    static final int DEFAULT_PORT = 4566;
    static final Path DEFAULT_DATA = Path.of(".wildrydes", "data");
    static final long DEFAULT_RETENTION_BYTES = 1L << 30;
    static final long LEAST_RETENTION_BYTES = 1L << 20;

    private static final List<String> OPTIONS = List.of(
            "host",
            "port",
            "data",
            "region",
            "services",
            "retention-bytes",
            "throttled-share",
            "failed-entry-share",
            "lost-answer-share",
            "expired-iterator-share",
            "broken-subscription-share",
            "latency-millis",
            "throughput-limits",
            "fault-seed",
            "dynamodb-lib",
            "dynamodb-endpoint",
            "s3-endpoint",
            "firehose-failures");

    public LocalAwsOptions {
        if (host.isBlank()) {
            throw new IllegalArgumentException("--host must not be blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port must be from 0 to 65535, got " + port);
        }
        if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            throw new IllegalArgumentException("--region must look like us-east-1, got " + region);
        }
        if (services.isEmpty() || !ALL_SERVICES.containsAll(services)) {
            throw new IllegalArgumentException("--services must be some of " + String.join(",", ALL_SERVICES) + ", got "
                    + String.join(",", new TreeSet<>(services)));
        }
        if (kinesisRetentionBytes < LEAST_RETENTION_BYTES) {
            throw new IllegalArgumentException(
                    "--retention-bytes must be at least " + LEAST_RETENTION_BYTES + ", got " + kinesisRetentionBytes);
        }
        if (!(firehoseFailures >= 0 && firehoseFailures <= 1)) {
            throw new IllegalArgumentException("--firehose-failures must be from 0 to 1, got " + firehoseFailures);
        }
        services = Set.copyOf(services);
        dynamodbLibrary = dynamodbLibrary.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
    }

    /**
     * All services on a free loopback port, for a test.
     *
     * @param more further options, such as {@code --throttled-share=0.1}
     */
    public static LocalAwsOptions inFolder(Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--data", data.toString(), "--port", "0"));
        arguments.addAll(List.of(more));
        return parse(arguments, Map.of());
    }

    public LocalAwsOptions withServices(String... played) {
        return with(port, Set.of(played));
    }

    public LocalAwsOptions withPort(int other) {
        return with(other, services);
    }

    private LocalAwsOptions with(int otherPort, Set<String> played) {
        return new LocalAwsOptions(
                host,
                otherPort,
                data,
                region,
                played,
                kinesisRetentionBytes,
                kinesisFaults,
                dynamodbLibrary,
                dynamodbEndpoint,
                s3Endpoint,
                firehoseFailures);
    }

    /**
     * Reads the command line, {@code --port 4566} or {@code --port=4566}, and where that is silent the environment,
     * {@code LOCAL_AWS_PORT}.
     *
     * @throws IllegalArgumentException with a message for a person
     */
    public static LocalAwsOptions parse(List<String> arguments, Map<String, String> environment) {
        CommandLine given = new CommandLine(OPTIONS, arguments, environment);
        given.putIfAbsent("dynamodb-endpoint", environment.get("WILDRYDES_DYNAMODB_ENDPOINT"));
        return new LocalAwsOptions(
                given.text("host", "127.0.0.1"),
                given.integer("port", DEFAULT_PORT),
                given.path("data", DEFAULT_DATA),
                given.text("region", "us-east-1"),
                new TreeSet<>(List.of(
                        given.text("services", String.join(",", ALL_SERVICES)).split(","))),
                given.number("retention-bytes", DEFAULT_RETENTION_BYTES),
                new Faults(
                        given.share("throttled-share"),
                        given.share("failed-entry-share"),
                        given.share("lost-answer-share"),
                        given.share("expired-iterator-share"),
                        given.share("broken-subscription-share"),
                        given.integer("latency-millis", 0),
                        given.flag("throughput-limits"),
                        given.number("fault-seed", 0)),
                given.path("dynamodb-lib", findLibrary()),
                given.address("dynamodb-endpoint"),
                given.address("s3-endpoint"),
                given.share("firehose-failures"));
    }

    /** Where the build puts DynamoDB Local: in this folder's repository, or where it would be when it has not been built. */
    private static Path findLibrary() {
        Path built = Path.of("local-aws", "dynamodb-local", "target", "lib");
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(built))) {
                return folder.resolve(built);
            }
        }
        return built;
    }
}
