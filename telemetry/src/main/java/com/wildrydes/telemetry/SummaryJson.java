package com.wildrydes.telemetry;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/** A summary on the stream {@code wildrydes-summary}: the workshop's seven keys and {@code Samples}. Thread-safe. */
public final class SummaryJson {

    private static final int USUAL_LENGTH = 200;

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
        // No generator: in the second after a minute there is one for every unicorn, and most of each was the
        // generator's.
        StringBuilder line = new StringBuilder(USUAL_LENGTH).append("{\"Name\":\"");
        JsonStringEncoder.getInstance().quoteAsString(summary.name(), line);
        StatusTime.append(line.append("\",\"StatusTime\":\""), summary.windowStart());
        line.append("\",\"Distance\":").append(summary.distanceMetres());
        line.append(",\"MinMagicPoints\":").append(summary.minMagicPoints());
        line.append(",\"MaxMagicPoints\":").append(summary.maxMagicPoints());
        line.append(",\"MinHealthPoints\":").append(summary.minHealthPoints());
        line.append(",\"MaxHealthPoints\":").append(summary.maxHealthPoints());
        line.append(",\"Samples\":").append(summary.samples()).append("}\n");
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }
}
