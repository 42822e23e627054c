package com.wildrydes.producer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.producer.flight.GeoPoint;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTrackTest {

    private static final CsvColumns COLUMNS = new CsvColumns("vehicle_id", "timestamp", "latitude", "longitude");
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final Instant T = Instant.parse("2026-01-26T15:57:00Z");

    @Test
    void readsVehiclesInOrderOfTimeWhateverTheOrderOfRowsAndColumns() {
        Recording recording = read("", """
                latitude,operator,vehicle_id,longitude,timestamp
                53.5,AMSY,4716,-2.5,2026-01-26 15:57:04
                53.6,AMSY,"18,7",-2.6,2026-01-26 15:57:02
                53.7,AMSY,4716,-2.7,2026-01-26 15:57:03
                """);

        assertThat(recording.names()).containsExactly("4716", "18,7");
        assertThat(recording.points())
                .containsExactly(
                        new RecordedPoint(1, T.plusSeconds(2), new GeoPoint(53.6, -2.6)),
                        new RecordedPoint(0, T.plusSeconds(3), new GeoPoint(53.7, -2.7)),
                        new RecordedPoint(0, T.plusSeconds(4), new GeoPoint(53.5, -2.5)));
        assertThat(recording.skips().count()).isZero();
    }

    @Test
    void readsWhatSpreadsheetsWrite() {
        Recording recording = read(
                "Bus ",
                "\uFEFF\"vehicle_id\",\"timestamp\",\"latitude\",\"longitude\"\r\n"
                        + "\"say \"\"hi\"\"\", 2026-01-26 15:57:02 ,53.5,-2.5\r\n\r\n"
                        + "2,2026-01-26 15:57:02,53.5,-2.5");

        assertThat(recording.names()).containsExactly("Bus say \"hi\"", "Bus 2");
        assertThat(recording.points()).hasSize(2);
    }

    @Test
    void takesOtherColumnNames() {
        Recording recording = CsvTrack.read(
                "id,when,lat,lon\nX,1769443022,1,2\n".getBytes(UTF_8),
                new CsvColumns("id", "when", "lat", "lon"),
                "",
                builder());

        assertThat(recording.names()).containsExactly("X");
    }

    @Test
    void skipsRowsThatCannotBeFlownAndSaysWhy() {
        Recording recording = read("", """
                vehicle_id,timestamp,latitude,longitude
                1,2026-01-26 15:57:02,53.5,-2.5
                1,2026-01-26 15:57:02,53.6,-2.5
                ,2026-01-26 15:57:03,53.5,-2.5
                1,,53.5,-2.5
                1,noon,53.5,-2.5
                1,2026-01-26 15:57:03,,-2.5
                1,2026-01-26 15:57:03,53.5
                1,2026-01-26 15:57:03,91,-2.5
                1,2026-01-26 15:57:03,NaN,-2.5
                1,2026-01-26 15:57:03,53.5,-181
                1,2026-01-26 15:57:03,north,-2.5
                a/b,2026-01-26 15:57:03,53.5,-2.5
                1,1901-12-13 20:45:52,53.5,-2.5
                1,2026-11-24 00:00:00,53.5,-2.5
                1,2026-11-24 00:00:01,53.5,-2.5
                2,2026-01-26 15:57:02,53.5,-2.5,extra
                """);

        assertThat(recording.points()).hasSize(3);
        assertThat(recording.skips().first())
                .extracting(skip -> skip.line() + " " + skip.reason())
                .containsExactly(
                        "4 A row must have a value for vehicle_id, but has none",
                        "5 A row must have a value for timestamp, but has none",
                        "6 The time must be ISO-8601 such as 2026-01-26 15:57:02, or seconds or milliseconds since 1970, but was"
                                + " \"noon\"",
                        "7 A row must have a value for latitude, but has none",
                        "8 A row must have a value for longitude, but has none",
                        "9 latitude must be between -90 and 90, but was 91.0",
                        "10 latitude must be between -90 and 90, but was NaN",
                        "11 longitude must be between -180 and 180, but was -181.0",
                        "12 latitude must be a number, but was \"north\"",
                        "13 Name must have no control characters and none of / \\ ; %, but contains U+2F",
                        "14 The time must be between 1980-01-06T00:00:00Z and 2026-11-24T00:00:00Z, but was 1901-12-13T20:45:52Z",
                        "16 The time must be between 1980-01-06T00:00:00Z and 2026-11-24T00:00:00Z, but was 2026-11-24T00:00:01Z",
                        "3 A vehicle must be in one place at a time, but has another point at 2026-01-26T15:57:02Z");
    }

    @Test
    void listsTheFirstHundredSkippedAndCountsAll() {
        Recording recording = read(
                "",
                "vehicle_id,timestamp,latitude,longitude\n1,2026-01-26 15:57:02,53.5,-2.5\n" + "x,,,\n".repeat(150));

        assertThat(recording.skips().count()).isEqualTo(150);
        assertThat(recording.skips().first()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF"})
    void saysSoWhenThereIsNothing(String csv) {
        assertThatThrownBy(() -> read("", csv)).isInstanceOf(InvalidTrackException.class);
    }

    @Test
    void namesTheColumnThatIsMissing() {
        assertThatThrownBy(() -> read("", "vehicle_id,time,latitude,longitude\n1,2,3,4"))
                .isInstanceOf(InvalidTrackException.class)
                .hasMessage(
                        "The first line of a CSV must name its columns, one of them \"timestamp\" (other names can be given as"
                                + " parameters), but it names [vehicle_id, time, latitude, longitude]");
    }

    @Test
    void saysWhyNothingCanBeFlown() {
        assertThatThrownBy(() -> read("", "vehicle_id,timestamp,latitude,longitude\n1,2026-01-26 15:57:02,91,0"))
                .isInstanceOf(InvalidTrackException.class)
                .hasMessage(
                        "There must be at least one point that can be flown, but all 1 were skipped, the first because: latitude"
                                + " must be between -90 and 90, but was 91.0. Each row must have vehicle_id, timestamp, latitude and"
                                + " longitude.");
    }

    @Test
    void refusesMorePointsThanItMayHold() {
        assertThatThrownBy(() -> CsvTrack.read(
                        ("vehicle_id,timestamp,latitude,longitude\n" + "1,1769443022,1,2\n".repeat(4)).getBytes(UTF_8),
                        COLUMNS,
                        "",
                        new RecordingBuilder(3, NOW)))
                .isInstanceOf(InvalidTrackException.class)
                .hasMessage("There must be at most 3 points; fly it in parts");
    }

    @Test
    void saysSoWhenAQuoteIsNeverClosed() {
        assertThatThrownBy(() -> read("", "vehicle_id,timestamp,latitude,longitude\n\"1,2026-01-26 15:57:02,1,2\n"))
                .isInstanceOf(InvalidTrackException.class);
    }

    private static Recording read(String prefix, String csv) {
        return CsvTrack.read(csv.getBytes(UTF_8), COLUMNS, prefix, builder());
    }

    private static RecordingBuilder builder() {
        return new RecordingBuilder(1000, NOW);
    }
}
