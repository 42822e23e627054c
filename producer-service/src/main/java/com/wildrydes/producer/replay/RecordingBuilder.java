package com.wildrydes.producer.replay;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.UnicornName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers the points of an upload and leaves out what cannot be flown. Not thread-safe. */
final class RecordingBuilder {

    /** GPS time begins here, so no receiver can have seen an earlier time (IS-GPS-200, 3.3.4). */
    static final Instant GPS_EPOCH = Instant.parse("1980-01-06T00:00:00Z");

    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private final int maxPoints;
    private final Instant latest;
    private final Map<String, Integer> vehicles = new LinkedHashMap<>();
    private final List<Numbered> points = new ArrayList<>();
    private final Skips skips = new Skips();

    /** @param now recorded times may not lie more than a day after it */
    RecordingBuilder(int maxPoints, Instant now) {
        this.maxPoints = maxPoints;
        this.latest = now.plus(CLOCK_TOLERANCE);
    }

    /** Takes the point, or skips it when it cannot have been so. @return whether it was taken */
    boolean add(long line, String vehicle, Instant time, double latitude, double longitude) {
        try {
            UnicornName.check(vehicle);
            GeoPoint position = new GeoPoint(latitude, longitude);
            if (time.isBefore(GPS_EPOCH) || time.isAfter(latest)) {
                skip(line, "The time must be between " + GPS_EPOCH + " and " + latest + ", but was " + time);
                return false;
            }
            if (points.size() == maxPoints) {
                throw new InvalidTrackException("There must be at most " + maxPoints + " points; fly it in parts");
            }
            Integer index = vehicles.computeIfAbsent(vehicle, v -> vehicles.size());
            return points.add(new Numbered(line, new RecordedPoint(index, time, position)));
        } catch (InvalidReportException | IllegalArgumentException e) {
            skip(line, String.valueOf(e.getMessage()));
            return false;
        }
    }

    void skip(long line, String reason) {
        skips.add(line, reason);
    }

    /**
     * Puts the points in order of time, each vehicle once at a time.
     *
     * @param paced see {@link Recording}
     * @param hint what to say when no point is left
     * @throws InvalidTrackException when no point is left
     */
    Recording build(boolean paced, String hint) {
        points.sort(Comparator.comparing(numbered -> numbered.point().time()));
        List<RecordedPoint> kept = new ArrayList<>(points.size());
        Set<Integer> vehiclesAtThisTime = new HashSet<>();
        Instant previous = Instant.MIN;
        for (Numbered numbered : points) {
            RecordedPoint point = numbered.point();
            if (!point.time().equals(previous)) {
                vehiclesAtThisTime.clear();
                previous = point.time();
            }
            if (vehiclesAtThisTime.add(point.vehicle())) {
                kept.add(point);
            } else {
                skip(
                        numbered.line(),
                        "A vehicle must be in one place at a time, but has another point at " + point.time());
            }
        }
        if (kept.isEmpty()) {
            throw new InvalidTrackException(
                    "There must be at least one point that can be flown, but "
                            + (skips.count() == 0
                                    ? "there is none"
                                    : "all " + skips.count() + " were skipped, the first because: "
                                            + skips.first().get(0).reason())
                            + ". " + hint,
                    skips);
        }
        return new Recording(List.copyOf(vehicles.keySet()), kept, skips, paced);
    }

    private record Numbered(long line, RecordedPoint point) {}
}
