package com.wildrydes.telemetry;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;

/** An alert on the stream {@code wildrydes-alerts}. Thread-safe. */
public final class AlertJson {

    private AlertJson() {}

    /** @throws InvalidReportException when these bytes are not one valid alert */
    public static Alert read(byte[] json) {
        JsonObjectReader object = JsonObjectReader.read(json, "An alert");
        return new Alert(
                object.text("Name"),
                StatusTime.parse(object.text("StatusTime")),
                Alert.Vital.of(object.text("Vital")),
                object.integer("Value"),
                object.integer("Threshold"),
                Alert.State.of(object.text("State")));
    }

    /** One line: the object and a line break. */
    public static byte[] write(Alert alert) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(192);
        try (JsonGenerator json = Json.generator(line)) {
            json.writeStartObject();
            json.writeStringProperty("Name", alert.name());
            json.writeStringProperty("StatusTime", StatusTime.format(alert.statusTime()));
            json.writeStringProperty("Vital", alert.vital().key());
            json.writeNumberProperty("Value", alert.value());
            json.writeNumberProperty("Threshold", alert.threshold());
            json.writeStringProperty("State", alert.state().key());
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }
}
