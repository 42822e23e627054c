package com.wildrydes.producer.replay;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.UnicornName;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to read an upload and how to fly it, as the query says it. Data binding makes it and has no answer to an exception in a
 * constructor: so what is wrong with it is found by {@link #check}, and a part that was not given is null until asked for.
 */
record ReplayRequest(
        @Parameter(description = "1 (the pace of the recording, the default) to 100 times as fast") @Nullable
        Double speed,

        @Parameter(
                description =
                        "GPX: the name to fly under, \"Track\" unless given; CSV: what is put before each vehicle's id")
        @Nullable
        String name,

        @Parameter(description = "GPX only: fly at this steady pace and ignore the recording's times") @Nullable
        Double metresPerSecond,

        @Parameter(description = "CSV: the column of the vehicle's id, vehicle_id unless given") @Nullable
        String vehicleColumn,

        @Parameter(description = "CSV: the column of the time, timestamp unless given") @Nullable
        String timestampColumn,

        @Parameter(description = "CSV: the column of the latitude, latitude unless given") @Nullable
        String latitudeColumn,

        @Parameter(description = "CSV: the column of the longitude, longitude unless given") @Nullable
        String longitudeColumn) {

    static final double MAX_SPEED = 100;

    private static final double MAX_PACE = 1000;

    double times() {
        return Objects.requireNonNullElse(speed, 1.0);
    }

    String vehicleName() {
        return Objects.requireNonNullElse(name, "Track");
    }

    String prefix() {
        return Objects.requireNonNullElse(name, "");
    }

    CsvColumns columns() {
        return new CsvColumns(
                Objects.requireNonNullElse(vehicleColumn, "vehicle_id"),
                Objects.requireNonNullElse(timestampColumn, "timestamp"),
                Objects.requireNonNullElse(latitudeColumn, "latitude"),
                Objects.requireNonNullElse(longitudeColumn, "longitude"));
    }

    /** @throws InvalidTrackException when a value is out of its range */
    void check() {
        // Written so that a NaN, which compares false with everything, is refused.
        if (!(times() >= 1 && times() <= MAX_SPEED)) {
            throw new InvalidTrackException("speed must be between 1 and 100, but was " + speed);
        }
        if (metresPerSecond != null && !(metresPerSecond > 0 && metresPerSecond <= MAX_PACE)) {
            throw new InvalidTrackException(
                    "metresPerSecond must be more than 0 and at most 1000, but was " + metresPerSecond);
        }
        try {
            UnicornName.check(vehicleName());
        } catch (InvalidReportException e) {
            throw new InvalidTrackException(String.valueOf(e.getMessage()));
        }
    }
}
