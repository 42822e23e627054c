package com.wildrydes.producer.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/** Reads a CSV of any number of vehicles, in any order of rows, row by row. */
final class CsvTrack {

    private static final ObjectReader ROWS = new CsvMapper()
            .readerFor(String[].class)
            .with(CsvReadFeature.WRAP_AS_ARRAY)
            .with(CsvReadFeature.SKIP_EMPTY_LINES)
            .with(CsvReadFeature.TRIM_SPACES);

    private final CsvColumns columns;
    private final String prefix;
    private final RecordingBuilder recording;

    private CsvTrack(CsvColumns columns, String prefix, RecordingBuilder recording) {
        this.columns = columns;
        this.prefix = prefix;
        this.recording = recording;
    }

    /**
     * @param prefix put before each vehicle's id to make its name
     * @throws InvalidTrackException when it is no such CSV, or no row of it can be flown
     */
    static Recording read(byte[] csv, CsvColumns columns, String prefix, RecordingBuilder recording) {
        try (MappingIterator<String[]> rows = ROWS.readValues(csv)) {
            return new CsvTrack(columns, prefix, recording).read(rows);
        } catch (JacksonException e) {
            throw new InvalidTrackException("The upload must be CSV, but: " + e.getOriginalMessage());
        }
    }

    private Recording read(MappingIterator<String[]> rows) {
        if (!rows.hasNextValue()) {
            throw new InvalidTrackException("A CSV must begin with a line of column names, but the upload is empty");
        }
        List<String> header = Arrays.asList(rows.nextValue());
        int vehicle = index(header, columns.vehicle());
        int timestamp = index(header, columns.timestamp());
        int latitude = index(header, columns.latitude());
        int longitude = index(header, columns.longitude());
        while (rows.hasNextValue()) {
            long line = rows.currentLocation().getLineNr();
            String[] row = rows.nextValue();
            try {
                recording.add(
                        line,
                        prefix + value(row, vehicle, columns.vehicle()),
                        Timestamps.parse(value(row, timestamp, columns.timestamp())),
                        degrees(row, latitude, columns.latitude()),
                        degrees(row, longitude, columns.longitude()));
            } catch (IllegalArgumentException e) {
                recording.skip(line, String.valueOf(e.getMessage()));
            }
        }
        return recording.build(
                false,
                "Each row must have " + columns.vehicle() + ", " + columns.timestamp() + ", " + columns.latitude()
                        + " and " + columns.longitude() + ".");
    }

    private static int index(List<String> header, String column) {
        int index = header.indexOf(column);
        if (index < 0) {
            throw new InvalidTrackException("The first line of a CSV must name its columns, one of them \"" + column
                    + "\" (other names can be given as parameters), but it names " + header);
        }
        return index;
    }

    private static String value(@Nullable String[] row, int index, String column) {
        String value = index < row.length ? Objects.requireNonNullElse(row[index], "") : "";
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A row must have a value for " + column + ", but has none");
        }
        return value;
    }

    private static double degrees(@Nullable String[] row, int index, String column) {
        String value = value(row, index, column);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    column + " must be a number, but was \""
                            + (value.length() <= 40 ? value : value.substring(0, 40) + '…') + '"',
                    e);
        }
    }
}
