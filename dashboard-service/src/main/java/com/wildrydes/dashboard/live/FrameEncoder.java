package com.wildrydes.dashboard.live;

import com.wildrydes.dashboard.fleet.Unicorn;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the messages of {@code /ws/fleet} as JSON in UTF-8. Times are milliseconds since 1970; positions have six decimals
 * (0.1 m), speeds one (m/s), headings none; an unknown speed or heading is null.
 */
final class FrameEncoder {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BYTES_PER_UNICORN = 96;

    private FrameEncoder() {}

    static ByteBuffer snapshot(long seq, Instant time, List<Unicorn> everybody) {
        return encode("snapshot", seq, 0, time, everybody);
    }

    static ByteBuffer frame(long seq, long from, Instant time, List<Unicorn> changed) {
        return encode("frame", seq, from, time, changed);
    }

    private static ByteBuffer encode(String type, long seq, long from, Instant time, List<Unicorn> unicorns) {
        Bytes bytes = new Bytes(96 + BYTES_PER_UNICORN * unicorns.size());
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            json.writeNumberProperty("seq", seq);
            json.writeNumberProperty("from", from);
            json.writeNumberProperty("time", time.toEpochMilli());
            json.writeArrayPropertyStart("unicorns");
            for (Unicorn unicorn : unicorns) {
                write(json, unicorn);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.buffer();
    }

    private static void write(JsonGenerator json, Unicorn unicorn) {
        json.writeStartArray();
        json.writeString(unicorn.name());
        json.writeNumber(rounded(unicorn.latitude(), 1e6));
        json.writeNumber(rounded(unicorn.longitude(), 1e6));
        if (Double.isNaN(unicorn.speed())) {
            json.writeNull();
        } else {
            json.writeNumber(rounded(unicorn.speed(), 10));
        }
        if (Double.isNaN(unicorn.heading())) {
            json.writeNull();
        } else {
            json.writeNumber(Math.round(unicorn.heading()) % 360);
        }
        json.writeNumber(unicorn.healthPoints());
        json.writeNumber(unicorn.magicPoints());
        json.writeNumber(unicorn.statusTime().toEpochMilli());
        json.writeEndArray();
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }

    /** Hands its array over instead of copying it: a snapshot can be a megabyte. */
    private static final class Bytes extends ByteArrayOutputStream {

        Bytes(int size) {
            super(size);
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(buf, 0, count).asReadOnlyBuffer();
        }
    }
}
