package com.wildrydes.producer.replay;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.producer.flight.Geodesy;
import io.jenetics.jpx.GPX;
import io.jenetics.jpx.Track;
import io.jenetics.jpx.TrackSegment;
import io.jenetics.jpx.WayPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a GPX file, version 1.0 or 1.1, as the log of one vehicle: the points of all its tracks and segments, one after the
 * other. Its waypoints and routes are not flown.
 */
final class GpxTrack {

    /** Where the times begin of a track that is flown at a pace; it only has to be a possible time. */
    private static final Instant PACED_START = Instant.parse("2000-01-01T00:00:00Z");

    private GpxTrack() {}

    /**
     * @param metresPerSecond the pace to fly at, whatever the times say; null to keep the times
     * @throws InvalidTrackException when it is no GPX, or no point of it can be flown
     */
    static Recording read(byte[] gpx, String name, @Nullable Double metresPerSecond, RecordingBuilder recording) {
        GpxOutline outline = GpxOutline.of(gpx);
        outline.unplaced().forEach(recording::skip);
        int number = 0;
        Instant last = Instant.MIN;
        GeoPoint before = null;
        double flownMetres = 0;
        for (WayPoint point : points(gpx, outline.version())) {
            do {
                number++;
            } while (outline.unplaced().containsKey(number));
            GeoPoint position = new GeoPoint(
                    point.getLatitude().doubleValue(), point.getLongitude().doubleValue());
            flownMetres += before == null ? 0 : Geodesy.distanceMetres(before, position);
            before = position;
            Instant time = metresPerSecond == null
                    ? point.getTime().orElse(null)
                    : PACED_START.plusMillis(Math.round(flownMetres / metresPerSecond * 1000));
            if (time == null) {
                recording.skip(number, "A track point must have a time, but has none that can be read");
            } else if (time.isBefore(last)) {
                recording.skip(number, "Times must not go back, but " + time + " comes after " + last);
            } else if (recording.add(number, name, time, position.latitude(), position.longitude())) {
                last = time;
            }
        }
        return recording.build(
                metresPerSecond != null,
                "A track must have points with times; one without usable times can be flown at a steady pace: give"
                        + " metresPerSecond.");
    }

    private static List<WayPoint> points(byte[] gpx, GPX.Version version) {
        try {
            return GPX.Reader.of(version, GPX.Reader.Mode.LENIENT)
                    .read(new ByteArrayInputStream(gpx))
                    .tracks()
                    .flatMap(Track::segments)
                    .flatMap(TrackSegment::points)
                    .toList();
        } catch (IOException e) {
            throw new InvalidTrackException("The upload must be GPX, but: " + e.getMessage());
        }
    }
}
