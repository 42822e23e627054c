package com.wildrydes.aggregator.alerts;

import com.wildrydes.telemetry.Alert.State;

/**
 * When an alert is raised and when it is cleared. The two differ, so that a vital sign that stays near one value does not raise
 * and clear with every report.
 *
 * @param raiseBelow raised by a value below this
 * @param clearAt cleared by a value of at least this
 */
public record AlertThresholds(int raiseBelow, int clearAt) {

    /** An alert is raised below this: part of the contract of the alerts' stream. */
    public static final int RAISE_BELOW = 100;

    public AlertThresholds {
        if (clearAt < raiseBelow) {
            throw new IllegalArgumentException("An alert that is raised below " + raiseBelow
                    + " must be cleared at that or more (wildrydes.alerts.clear-at), but was to be at " + clearAt);
        }
    }

    /** The state after a report with this value. */
    State next(State state, int value) {
        if (value < raiseBelow) {
            return State.RAISED;
        }
        return value >= clearAt ? State.CLEARED : state;
    }
}
