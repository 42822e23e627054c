package com.wildrydes.archive;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The archive's settings.
 *
 * @param bucket the S3 bucket of the archive and of the results of queries
 */
@Validated
@ConfigurationProperties("wildrydes.archive")
public record ArchiveProperties(
        @DefaultValue("wildrydes-archive")
        @Pattern(
                regexp = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
                message = "must be a bucket's name: 3 to 63 of a-z, 0-9, . and -")
        String bucket,

        @DefaultValue @Valid Firehose firehose,
        @DefaultValue @Valid Athena athena) {

    /** Where the workgroup puts the results of its queries. */
    public String resultLocation() {
        return "s3://" + bucket + "/athena-results/";
    }

    /**
     * @param deliveryStream the name of the delivery stream
     * @param callsInFlight how many calls are under way at once, over all shards; each carries at most 1.3 MiB
     * @param bufferInterval how long a provisioned delivery stream gathers before it writes a file
     * @param compressed whether the files of a provisioned delivery stream are compressed; LocalStack's never are, and files that
     *     are not must not be named as if they were
     * @param role what a provisioned delivery stream writes to the bucket as
     */
    public record Firehose(
            @DefaultValue("wildrydes") @Pattern(regexp = "[a-zA-Z0-9_.-]{1,64}")
            String deliveryStream,

            @DefaultValue("4") @Min(1) @Max(64) int callsInFlight,

            @DefaultValue("60s") @DurationMin @DurationMax(seconds = 900)
            Duration bufferInterval,

            @DefaultValue("true") boolean compressed,

            @DefaultValue("arn:aws:iam::000000000000:role/wildrydes-firehose") @Pattern(regexp = "arn:.+")
            String role) {}

    /**
     * @param endpoint where Athena is, when it is not where the other services are
     * @param maxScanned how much of the archive a query may read
     * @param maxRows how many rows a query may give
     * @param maxRuntime from a query's submission to its end; Athena itself ends one after half an hour
     * @param queriesOfACaller how many queries of one caller may be under way at once
     */
    public record Athena(
            @Nullable URI endpoint,

            @DefaultValue("wildrydes") @Pattern(regexp = "[a-z0-9_]{1,128}")
            String database,

            @DefaultValue("wildrydes") @Pattern(regexp = "[a-zA-Z0-9._-]{1,128}")
            String workgroup,

            @DefaultValue("100GB") @NotNull DataSize maxScanned,
            @DefaultValue("1000000") @Min(1) @Max(1_000_000) int maxRows,

            @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(minutes = 30)
            Duration maxRuntime,

            @DefaultValue("5") @Min(1) @Max(100) int queriesOfACaller) {

        /** Athena's least limit of a query. */
        private static final long LEAST_SCANNED = 10_000_000;

        public Athena {
            if (endpoint != null && endpoint.toString().isEmpty()) {
                endpoint = null;
            }
            if (maxScanned.toBytes() < LEAST_SCANNED) {
                throw new IllegalArgumentException(
                        "wildrydes.archive.athena.max-scanned must be at least 10 MB, but was " + maxScanned);
            }
        }
    }
}
