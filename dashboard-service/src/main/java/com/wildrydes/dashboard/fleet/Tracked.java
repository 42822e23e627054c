package com.wildrydes.dashboard.fleet;

import com.wildrydes.telemetry.Report;
import java.time.Duration;
import java.time.Instant;

/** What is remembered of one unicorn. Guarded by the fleet's lock. */
final class Tracked {

    private final int number;
    private Unicorn state;
    private Instant heard;
    private Motion motion = Motion.UNKNOWN;

    /** Where the motion was last derived from; stays behind while reports come too close together. */
    private Motion.Fix fix;

    Tracked(int number, Report report, Instant time, Instant arrival, long changedAt) {
        this.number = number;
        fix = Motion.Fix.of(report, time);
        heard = arrival;
        state = state(report, time, changedAt);
    }

    Unicorn state() {
        return state;
    }

    /** When something of this unicorn last arrived, new or not. */
    Instant heard() {
        return heard;
    }

    /** @return false when the report is older than what is shown, or says the same */
    boolean update(Report report, Instant time, Instant arrival, long changedAt) {
        if (arrival.isAfter(heard)) {
            heard = arrival;
        }
        if (time.isBefore(state.statusTime()) || (time.equals(state.statusTime()) && saysTheSame(report))) {
            return false;
        }
        Duration interval = Duration.between(fix.time(), time);
        if (interval.compareTo(Motion.LEAST_INTERVAL) >= 0) {
            Motion.Fix next = Motion.Fix.of(report, time);
            motion = Motion.between(fix, next, motion, interval);
            fix = next;
        }
        state = state(report, time, changedAt);
        return true;
    }

    private boolean saysTheSame(Report report) {
        return report.latitude() == state.latitude()
                && report.longitude() == state.longitude()
                && report.healthPoints() == state.healthPoints()
                && report.magicPoints() == state.magicPoints();
    }

    private Unicorn state(Report report, Instant time, long changedAt) {
        return new Unicorn(
                report.name(),
                report.latitude(),
                report.longitude(),
                motion.speed(),
                motion.heading(),
                report.healthPoints(),
                report.magicPoints(),
                time,
                changedAt,
                number);
    }
}
