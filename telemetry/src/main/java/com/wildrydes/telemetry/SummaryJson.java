package com.wildrydes.telemetry;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;

/** A summary on the stream {@code wildrydes-summary}: the workshop's seven keys and {@code Samples}. Thread-safe. */
public final class SummaryJson {

    private SummaryJson() {}

    /**
     * Reads one summary. One without {@code Samples}, as the workshop's own aggregator writes them, counts as one sample,
     * so that it never displaces a summary of this suite.
     *
     * @throws InvalidReportException when these bytes are not one valid summary
     */
    public static MinuteSummary read(byte[] json) {
        JsonObjectReader object = JsonObjectReader.read(json, "A summary");
        return new MinuteSummary(
                object.text("Name"),
                StatusTime.parse(object.text("StatusTime")),
                object.number("Distance"),
                object.integer("MinMagicPoints"),
                object.integer("MaxMagicPoints"),
                object.integer("MinHealthPoints"),
                object.integer("MaxHealthPoints"),
                object.has("Samples") ? object.whole("Samples") : 1);
    }

    /** One line: the object and a line break. */
    public static byte[] write(MinuteSummary summary) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Json.generator(line)) {
            json.writeStartObject();
            json.writeStringProperty("Name", summary.name());
            json.writeStringProperty("StatusTime", StatusTime.format(summary.windowStart()));
            json.writeNumberProperty("Distance", summary.distanceMetres());
            json.writeNumberProperty("MinMagicPoints", summary.minMagicPoints());
            json.writeNumberProperty("MaxMagicPoints", summary.maxMagicPoints());
            json.writeNumberProperty("MinHealthPoints", summary.minHealthPoints());
            json.writeNumberProperty("MaxHealthPoints", summary.maxHealthPoints());
            json.writeNumberProperty("Samples", summary.samples());
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }
}
