package com.wildrydes.producer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.producer.flight.GeoPoint;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpxTrackTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final String V11 = "version=\"1.1\" creator=\"test\" xmlns=\"http://www.topografix.com/GPX/1/1\"";
    private static final String V10 = "version=\"1.0\" creator=\"test\" xmlns=\"http://www.topografix.com/GPX/1/0\"";

    @ParameterizedTest
    @ValueSource(strings = {V11, V10, "version=\"1.1\"", "creator=\"nobody\""})
    void readsAllTracksAndSegmentsOfOneVehicle(String root) {
        Recording recording = read(gpx(root, """
                <wpt lat="1" lon="1"><time>2020-01-01T00:00:00Z</time></wpt>
                <trk><name>empty</name><trkseg></trkseg></trk>
                <trk><trkseg>%s%s</trkseg><trkseg/><trkseg>%s</trkseg></trk>
                <trk><trkseg>%s</trkseg></trk>
                """.formatted(
                        point(1, "2020-01-01T00:00:00Z"),
                        point(2, "2020-01-01T00:00:01.500Z"),
                        point(3, "2020-01-01T01:00:02+01:00"),
                        point(4, "2020-01-01T00:00:03"))));

        assertThat(recording.names()).containsExactly("Walker");
        assertThat(recording.points())
                .extracting(RecordedPoint::position)
                .containsExactly(new GeoPoint(1, 10), new GeoPoint(2, 10), new GeoPoint(3, 10), new GeoPoint(4, 10));
        assertThat(recording.points())
                .extracting(RecordedPoint::time)
                .containsExactly(
                        Instant.parse("2020-01-01T00:00:00Z"),
                        Instant.parse("2020-01-01T00:00:01.500Z"),
                        Instant.parse("2020-01-01T00:00:02Z"),
                        Instant.parse("2020-01-01T00:00:03Z"));
        assertThat(recording.skips().count()).isZero();
    }

    @Test
    void skipsPointsThatCannotBeFlownAndSaysWhy() {
        Recording recording = read(track(
                point(1, "2020-01-01T00:00:00Z"),
                point(91, "2020-01-01T00:00:01Z"),
                "<trkpt lat=\"1\"><time>2020-01-01T00:00:01Z</time></trkpt>",
                "<trkpt lat=\"x\" lon=\"1\"><time>2020-01-01T00:00:01Z</time></trkpt>",
                "<trkpt lat=\"1\" lon=\"1\"><ele>3</ele></trkpt>",
                point(2, "yesterday"),
                point(2, "2019-12-31T23:59:59Z"),
                point(2, "2101-01-01T00:00:00Z"),
                point(2, "2020-01-01T00:00:00Z"),
                point(3, "2020-01-01T00:00:02Z"),
                point(4, "1901-12-13T20:45:52.2073437Z")));

        assertThat(recording.points()).extracting(p -> p.position().latitude()).containsExactly(1.0, 3.0);
        assertThat(recording.skips().first())
                .extracting(skip -> skip.line() + " " + skip.reason())
                .containsExactly(
                        "2 latitude must be between -90 and 90, but was 91.0",
                        "3 A track point must have lat and lon",
                        "4 lat and lon must be numbers, but were \"x\" and \"1\"",
                        "5 A track point must have a time, but has none that can be read",
                        "6 A track point must have a time, but has none that can be read",
                        "7 Times must not go back, but 2019-12-31T23:59:59Z comes after 2020-01-01T00:00:00Z",
                        "8 The time must be between 1980-01-06T00:00:00Z and 2026-11-24T00:00:00Z, but was 2101-01-01T00:00:00Z",
                        "11 Times must not go back, but 1901-12-13T20:45:52.207343700Z comes after 2020-01-01T00:00:02Z",
                        "9 A vehicle must be in one place at a time, but has another point at 2020-01-01T00:00:00Z");
    }

    @Test
    void saysWhatATrackWithoutTimesNeeds() {
        assertThatThrownBy(() -> read(track(point(1, ""), point(2, ""))))
                .isInstanceOf(InvalidTrackException.class)
                .hasMessage(
                        "There must be at least one point that can be flown, but all 2 were skipped, the first because: A track"
                                + " point must have a time, but has none that can be read. A track must have points with times; one"
                                + " without usable times can be flown at a steady pace: give metresPerSecond.");
    }

    @Test
    void fliesATrackWithoutTimesAtASteadyPaceWhenAsked() {
        // A degree of latitude is 111,195 m on the sphere.
        Recording recording = read(track(point(1, ""), point(2, "1901-12-13T20:45:52Z"), point(4, "")), 111_195.0);

        Instant first = recording.points().get(0).time();
        assertThat(recording.points())
                .extracting(p -> Duration.between(first, p.time()).toSeconds())
                .containsExactly(0L, 1L, 3L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<html/>",
                "<gpx",
                "<gpx version='1.1'><trk></gpx>",
                "\u0000",
                "{\"a\":1}",
                "<gpx version='1.1' creator='x' xmlns='http://www.topografix.com/GPX/1/1'/>"
            })
    void refusesWhatIsNoTrack(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidTrackException.class);
    }

    @Test
    void opensNoFilesAndExpandsNoEntities() {
        for (String doctype : new String[] {
            "<!DOCTYPE gpx SYSTEM \"file:///etc/passwd\">",
            "<!DOCTYPE gpx [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE gpx [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
        }) {
            assertThatThrownBy(
                            () -> read("<?xml version=\"1.0\"?>" + doctype + track(point(1, "2020-01-01T00:00:00Z"))))
                    .isInstanceOf(InvalidTrackException.class)
                    .hasMessage("The upload must be GPX without a document type declaration");
        }
    }

    private static Recording read(String gpx) {
        return read(gpx, null);
    }

    private static Recording read(String gpx, @Nullable Double metresPerSecond) {
        return GpxTrack.read(gpx.getBytes(UTF_8), "Walker", metresPerSecond, new RecordingBuilder(1000, NOW));
    }

    private static String track(String... points) {
        return gpx(V11, "<trk><trkseg>" + String.join("\n", points) + "</trkseg></trk>");
    }

    private static String gpx(String root, String content) {
        return "<gpx " + root + ">" + content + "</gpx>";
    }

    private static String point(double latitude, String time) {
        return "<trkpt lat=\"" + latitude + "\" lon=\"10\">" + (time.isEmpty() ? "" : "<time>" + time + "</time>")
                + "</trkpt>";
    }
}
