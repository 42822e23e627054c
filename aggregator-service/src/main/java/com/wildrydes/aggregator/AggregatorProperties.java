package com.wildrydes.aggregator;

import com.wildrydes.aggregator.alerts.AlertThresholds;
import com.wildrydes.aggregator.windows.ArrivalTime;
import com.wildrydes.aggregator.windows.EventTime;
import com.wildrydes.aggregator.windows.WindowLength;
import com.wildrydes.aggregator.windows.WindowTime;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** The aggregator's settings. */
@Validated
@ConfigurationProperties("wildrydes")
record AggregatorProperties(
        @DefaultValue @Valid Window window,
        @DefaultValue @Valid Alerts alerts) {

    /**
     * @param table the DynamoDB table that the states of alerts are kept in
     * @param clearAt a raised alert is cleared by a vital sign of at least this; it is raised below 100
     * @param callsInFlight how many calls to the table are under way at once, over all shards
     */
    record Alerts(
            @DefaultValue("UnicornAlerts")
            @Pattern(regexp = "[a-zA-Z0-9_.-]{3,255}", message = "must be a table's name")
            String table,

            @DefaultValue("105") @Min(AlertThresholds.RAISE_BELOW)
            int clearAt,

            @DefaultValue("16") @Min(1) @Max(1000) int callsInFlight) {

        AlertThresholds thresholds() {
            return new AlertThresholds(AlertThresholds.RAISE_BELOW, clearAt);
        }
    }

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
