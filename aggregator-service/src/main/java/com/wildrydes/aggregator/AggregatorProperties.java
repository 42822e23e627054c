package com.wildrydes.aggregator;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** The aggregator's settings. */
@Validated
@ConfigurationProperties("wildrydes")
record AggregatorProperties(@DefaultValue @Valid Window window) {

    /**
     * @param length how long a window is: 1 s to 1 day, and a day must be a whole number of them
     * @param time by which time a report is put into a window
     * @param allowedLateness by {@link Time#EVENT} only: how far a report may be behind the latest of its shard
     * @param idleAfter how long after a window's end a quiet shard's summaries are written, though no later report came
     */
    record Window(
            @DefaultValue("1m") @NotNull Duration length,
            @DefaultValue("arrival") @NotNull Time time,

            @DefaultValue("30s") @NotNull @DurationMin(seconds = 0) @DurationMax(days = 1)
            Duration allowedLateness,

            @DefaultValue("5s") @NotNull @DurationMin(seconds = 0) @DurationMax(days = 1)
            Duration idleAfter) {

        /** @throws IllegalArgumentException when no window can have this length */
        Window {
            new WindowLength(length);
        }

        WindowLength windows() {
            return new WindowLength(length);
        }

        WindowTime windowTime() {
            return time == Time.EVENT ? new EventTime(windows(), allowedLateness) : new ArrivalTime(windows());
        }
    }

    /** Whose clock says when a report was. */
    enum Time {
        /** The stream's: when the report arrived. Exact, whatever happens. */
        ARRIVAL,
        /** The unicorn's: its StatusTime, as far as lateness allows. */
        EVENT
    }
}
