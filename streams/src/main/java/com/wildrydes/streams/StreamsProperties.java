package com.wildrydes.streams;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the streams are called, read and written.
 *
 * @param mode the binder's adapter: {@code classic} for exactly one instance of a service, {@code kcl} for any number
 * @param endpoint where Kinesis is, when it is not where the other services are
 * @param reports the stream of raw reports
 * @param summaries the stream of minute summaries
 * @param alerts the stream of changes of alerts
 * @param deadLetters the stream of records that can never be processed
 */
@Validated
@ConfigurationProperties("wildrydes.streams")
public record StreamsProperties(
        @DefaultValue("kcl") @NotNull Mode mode,
        @Nullable URI endpoint,

        @DefaultValue("wildrydes") @Pattern(regexp = NAME, message = NAME_MESSAGE)
        String reports,

        @DefaultValue("wildrydes-summary") @Pattern(regexp = NAME, message = NAME_MESSAGE)
        String summaries,

        @DefaultValue("wildrydes-alerts") @Pattern(regexp = NAME, message = NAME_MESSAGE)
        String alerts,

        @DefaultValue("wildrydes-dead-letters") @Pattern(regexp = NAME, message = NAME_MESSAGE)
        String deadLetters,

        @DefaultValue @Valid Shards shards,
        @DefaultValue @Valid Reading reading,
        @DefaultValue @Valid Writing writing,
        @DefaultValue @Valid Following following) {

    static final String NAME = "[a-zA-Z0-9_.-]{1,128}";
    static final String NAME_MESSAGE = "must be a stream's name: 1 to 128 of a-z, A-Z, 0-9, _ . and -";

    public StreamsProperties {
        if (endpoint != null && endpoint.toString().isEmpty()) {
            endpoint = null;
        }
    }

    /** All streams of the suite, in the order in which a record passes them. */
    public List<String> names() {
        return List.of(reports, summaries, alerts, deadLetters);
    }

    /** The adapter that reads for the consumers. */
    public enum Mode {
        CLASSIC,
        KCL
    }

    /** With how many shards a stream is created where this suite creates its streams itself. */
    public record Shards(
            @DefaultValue("4") @Min(1) @Max(200) int reports,
            @DefaultValue("1") @Min(1) @Max(200) int summaries,
            @DefaultValue("1") @Min(1) @Max(200) int alerts,
            @DefaultValue("1") @Min(1) @Max(200) int deadLetters) {}

    /**
     * @param checkpointTable the DynamoDB table of the classic adapter's checkpoints
     * @param fanOut whether KCL reads by enhanced fan-out, each consumer with a throughput of its own, or by polling
     * @param pollInterval how long a KCL worker waits between two reads of a shard, when it polls
     * @param failover how long a KCL worker holds a shard that it does not renew; another one reads it after two to four times
     *     this. A shard costs three DynamoDB calls in this time
     * @param tick how often {@link ShardProcessor#tick} is called
     * @param firstRetry the most to wait before a processor that threw is called again; doubles with each failure
     * @param lastRetry what that never exceeds
     * @param stopTimeout how long a stop waits for a processor's call that is under way before it interrupts it
     * @param watchInterval how often a stream that is consumed is looked at
     * @param goneTimeout how long it may be gone, or another one, before the process ends to be started anew
     */
    public record Reading(
            @DefaultValue("wildrydes-checkpoints") @Pattern(regexp = "[a-zA-Z0-9_.-]{3,255}")
            String checkpointTable,

            @DefaultValue("false") boolean fanOut,
            @DefaultValue("1s") @DurationMin(millis = 200) Duration pollInterval,

            @DefaultValue("5s") @DurationMin(millis = 2_000) @DurationMax(millis = 60_000)
            Duration failover,

            @DefaultValue("1s") @DurationMin(millis = 10) Duration tick,
            @DefaultValue("200ms") @DurationMin(millis = 1) Duration firstRetry,
            @DefaultValue("10s") @DurationMin(millis = 1) Duration lastRetry,
            @DefaultValue("2s") @DurationMin(millis = 0) Duration stopTimeout,
            @DefaultValue("3s") @DurationMin(millis = 10) Duration watchInterval,
            @DefaultValue("10s") @DurationMin(millis = 10) Duration goneTimeout) {}

    /**
     * @param linger how long a record waits for others to share its request
     * @param queue how many bytes may wait to be acknowledged, per writer
     * @param requests how many requests of a writer may be under way
     * @param requestTimeout when a request without an answer counts as failed
     * @param firstRetry the most to wait before a failed record is sent again; doubles with each failure
     * @param lastRetry what that never exceeds
     * @param closeTimeout how long closing waits for what is queued
     */
    public record Writing(
            @DefaultValue("20ms") @DurationMin(millis = 0) @DurationMax(millis = 50)
            Duration linger,

            @DefaultValue("16MB") @NotNull DataSize queue,
            @DefaultValue("4") @Min(1) @Max(64) int requests,
            @DefaultValue("10s") @DurationMin(millis = 100) Duration requestTimeout,
            @DefaultValue("50ms") @DurationMin(millis = 1) Duration firstRetry,
            @DefaultValue("5s") @DurationMin(millis = 1) Duration lastRetry,
            @DefaultValue("3s") @DurationMin(millis = 0) Duration closeTimeout) {}

    /**
     * @param interval the time between two reads of one shard by all followers of this process together. A shard
     *     allows five reads a second to everybody who polls it; with three replicas of a follower, one each is the most.
     * @param limit the most records of one read
     * @param fanOut whether what follows for good, the map, reads by enhanced fan-out, each replica as a consumer of its own,
     *     or polls as everything else does
     * @param consumer what the names of all replicas' consumers begin with
     * @param replica the rest of this one's, which no other may have; drawn at random when empty
     */
    public record Following(
            @DefaultValue("1s") @DurationMin(millis = 10) Duration interval,
            @DefaultValue("10000") @Min(1) @Max(10_000) int limit,
            @DefaultValue("true") boolean fanOut,

            @DefaultValue("wildrydes-follower")
            @Pattern(regexp = "[a-zA-Z0-9_.-]{1,64}", message = "must be 1 to 64 of a-z, A-Z, 0-9, _ . and -")
            String consumer,

            @DefaultValue("") String replica) {}
}
