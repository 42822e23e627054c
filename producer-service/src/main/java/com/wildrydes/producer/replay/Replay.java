package com.wildrydes.producer.replay;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.producer.flight.Geodesy;
import com.wildrydes.producer.flight.ReportSink;
import com.wildrydes.producer.flight.Vitals;
import com.wildrydes.telemetry.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Flies a recording: each point once, in order, at the pace of its times divided by the speed. A report's StatusTime is the time
 * at which its point is flown, not that of the recording, so that maps and windows take it for the present.
 *
 * <p>Its clock stands still while the sink has no room, and while nobody calls {@link #advance}: nothing is left out and nothing
 * comes in a burst. Thread-safe.
 */
final class Replay {

    /** Longer than this between two calls is a machine that slept. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String id;
    private final List<String> names;
    private final Skips skips;
    private final double speed;
    private final Instant createdAt;
    private final Instant recordedFrom;
    private final Instant recordedTo;
    private final boolean paced;
    private final int size;
    private final @Nullable GeoPoint[] positions;
    private final Vitals[] vitals;
    private final SplittableRandom random;

    private List<RecordedPoint> points;
    private Instant start;
    private Instant lastCall;
    private boolean refused;
    private int flown;

    /** @param speed 1 is the pace of the recording, 2 twice as fast */
    Replay(String id, Recording recording, double speed, Instant now, long seed) {
        this.id = id;
        this.names = recording.names();
        this.points = recording.points();
        this.skips = recording.skips();
        this.speed = speed;
        this.createdAt = now;
        this.start = now;
        this.lastCall = now;
        this.paced = recording.paced();
        this.size = points.size();
        this.recordedFrom = points.get(0).time();
        this.recordedTo = points.get(size - 1).time();
        this.positions = new GeoPoint[names.size()];
        this.vitals = new Vitals[names.size()];
        for (int i = 0; i < vitals.length; i++) {
            vitals[i] = new Vitals();
        }
        this.random = new SplittableRandom(seed);
    }

    /** Flies what is due. */
    synchronized void advance(Instant now, ReportSink sink) {
        Duration since = Duration.between(lastCall, now);
        if (refused || since.isNegative() || since.compareTo(PAUSE) > 0) {
            start = start.plus(since);
        }
        lastCall = now;
        refused = false;
        while (flown < points.size() && !refused) {
            RecordedPoint point = points.get(flown);
            Instant due = due(point.time());
            if (due.isAfter(now)) {
                return;
            }
            refused = !sink.offer(report(point, due));
            if (!refused) {
                positions[point.vehicle()] = point.position();
                vitals[point.vehicle()].step(random);
                flown++;
            }
        }
        if (flown == size) {
            points = List.of();
        }
    }

    synchronized void stop() {
        points = List.of();
    }

    private Instant due(Instant recorded) {
        return start.plusMillis(
                Math.round(Duration.between(recordedFrom, recorded).toMillis() / speed));
    }

    private Report report(RecordedPoint point, Instant time) {
        GeoPoint position = point.position();
        GeoPoint before = positions[point.vehicle()];
        Vitals points = vitals[point.vehicle()];
        return new Report(
                names.get(point.vehicle()),
                time,
                position.latitude(),
                position.longitude(),
                before == null ? 0 : Geodesy.distanceMetres(before, position),
                points.healthPoints(),
                points.magicPoints());
    }

    /** How many points it still holds in memory. */
    synchronized int held() {
        return points.size();
    }

    synchronized boolean isFinished() {
        return flown == size;
    }

    String id() {
        return id;
    }

    synchronized ReplayView view() {
        return new ReplayView(
                id,
                isFinished() ? ReplayView.State.FINISHED : ReplayView.State.FLYING,
                speed,
                names.size(),
                names.subList(0, Math.min(names.size(), ReplayView.LISTED)),
                size,
                flown,
                (double) flown / size,
                createdAt,
                due(recordedTo),
                paced ? null : recordedFrom,
                paced ? null : recordedTo,
                skips.first(),
                skips.count());
    }
}
