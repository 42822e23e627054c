package com.wildrydes.telemetry;

import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.time.Instant;

/**
 * A vital sign of a unicorn fell too low, or is well again. There is one for each change of state; the same may come again.
 *
 * @param statusTime when, by the report that changed it
 * @param value the vital sign in that report
 * @param threshold an alert is raised below this
 */
public record Alert(String name, Instant statusTime, Vital vital, int value, int threshold, State state) {

    /** @throws InvalidReportException when a value is out of its range */
    public Alert {
        UnicornName.check(name);
        StatusTime.check(statusTime);
    }

    /** Which vital sign. */
    public enum Vital {
        HEALTH_POINTS("HealthPoints"),
        MAGIC_POINTS("MagicPoints");

        private final String key;

        Vital(String key) {
            this.key = key;
        }

        /** As it is called in JSON and in the table: by its key in a report. */
        public String key() {
            return key;
        }

        public int of(Report report) {
            return this == HEALTH_POINTS ? report.healthPoints() : report.magicPoints();
        }

        /** @throws InvalidReportException when no vital sign is called so */
        public static Vital of(String key) {
            for (Vital vital : values()) {
                if (vital.key.equals(key)) {
                    return vital;
                }
            }
            throw new InvalidReportException(
                    Reason.WRONG_TYPE, "Vital must be HealthPoints or MagicPoints, but was \"" + key + '"');
        }
    }

    /** Whether the vital sign is too low. */
    public enum State {
        RAISED("raised"),
        CLEARED("cleared");

        private final String key;

        State(String key) {
            this.key = key;
        }

        /** As it is called in JSON and in the table. */
        public String key() {
            return key;
        }

        /** @throws InvalidReportException when no state is called so */
        public static State of(String key) {
            for (State state : values()) {
                if (state.key.equals(key)) {
                    return state;
                }
            }
            throw new InvalidReportException(
                    Reason.WRONG_TYPE, "State must be raised or cleared, but was \"" + key + '"');
        }
    }
}
