package com.wildrydes.localaws;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a local-aws is to run.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for one that is free
 * @param data the folder that everything is kept in
 * @param region the AWS region that names carry
 * @param services what is played
 * @param kinesisRetentionBytes the oldest records of a shard go when it holds more than this, even within the retention period
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

    private static final String ENVIRONMENT_PREFIX = "LOCAL_AWS_";
    private static final List<String> OPTIONS = List.of(
            "host",
            "port",
            "data",
            "region",
            "services",
            "retention-bytes",
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
        Set<String> unknown = new TreeSet<>(services);
        ALL_SERVICES.forEach(unknown::remove);
        if (!unknown.isEmpty() || services.isEmpty()) {
            throw new IllegalArgumentException(
                    "--services must be some of " + String.join(",", ALL_SERVICES) + ", got " + services);
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

    /** All services on a free loopback port, for a test. */
    public static LocalAwsOptions inFolder(Path data) {
        return new LocalAwsOptions(
                "127.0.0.1",
                0,
                data,
                "us-east-1",
                Set.copyOf(ALL_SERVICES),
                DEFAULT_RETENTION_BYTES,
                findLibrary(),
                null,
                null,
                0);
    }

    public LocalAwsOptions withServices(String... played) {
        return new LocalAwsOptions(
                host,
                port,
                data,
                region,
                Set.of(played),
                kinesisRetentionBytes,
                dynamodbLibrary,
                dynamodbEndpoint,
                s3Endpoint,
                firehoseFailures);
    }

    public LocalAwsOptions withPort(int other) {
        return new LocalAwsOptions(
                host,
                other,
                data,
                region,
                services,
                kinesisRetentionBytes,
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
        Map<String, String> given = given(arguments, environment);
        return new LocalAwsOptions(
                given.getOrDefault("host", "127.0.0.1"),
                (int) number(given, "port", DEFAULT_PORT),
                given.containsKey("data") ? Path.of(given.get("data")) : DEFAULT_DATA,
                given.getOrDefault("region", "us-east-1"),
                given.containsKey("services") ? Set.of(given.get("services").split(",")) : Set.copyOf(ALL_SERVICES),
                number(given, "retention-bytes", DEFAULT_RETENTION_BYTES),
                given.containsKey("dynamodb-lib") ? Path.of(given.get("dynamodb-lib")) : findLibrary(),
                address(given, "dynamodb-endpoint"),
                address(given, "s3-endpoint"),
                Double.parseDouble(given.getOrDefault("firehose-failures", "0")));
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

    private static @Nullable URI address(Map<String, String> given, String option) {
        String value = given.get(option);
        if (value == null) {
            return null;
        }
        if (!value.matches("https?://[^/]+/?")) {
            throw new IllegalArgumentException("--" + option + " must look like http://host:port, got " + value);
        }
        return URI.create(value);
    }

    private static Map<String, String> given(List<String> arguments, Map<String, String> environment) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String option : OPTIONS) {
            String value = environment.get(
                    ENVIRONMENT_PREFIX + option.replace('-', '_').toUpperCase(Locale.ROOT));
            if (value != null && !value.isBlank()) {
                given.put(option, value);
            }
        }
        String endpoint = environment.get("WILDRYDES_DYNAMODB_ENDPOINT");
        if (endpoint != null && !endpoint.isBlank()) {
            given.putIfAbsent("dynamodb-endpoint", endpoint);
        }
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.remove(0);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            if (!option.startsWith("--") || !OPTIONS.contains(option.substring(2))) {
                throw new IllegalArgumentException(
                        "An option must be one of --" + String.join(", --", OPTIONS) + ", got " + argument);
            }
            if (equals < 0 && rest.isEmpty()) {
                throw new IllegalArgumentException(option + " must be followed by its value");
            }
            given.put(option.substring(2), equals < 0 ? rest.remove(0) : argument.substring(equals + 1));
        }
        return given;
    }

    private static long number(Map<String, String> given, String option, long otherwise) {
        String value = given.get(option);
        if (value == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + option + " must be a whole number, got " + value, e);
        }
    }
}
