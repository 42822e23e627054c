package com.wildrydes.telemetry;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * A record that can never be processed, with the reason; one JSON object on the stream {@code wildrydes-dead-letters}.
 *
 * @param stream the stream it was read from
 * @param shard the shard it was read from
 * @param arrivalTime when it arrived in that stream
 * @param reason why it cannot be processed: a code, a colon and what a person should know
 * @param data the record's first {@value #MAX_DATA_BYTES} bytes at most
 * @param dataBytes how long the record was
 */
public record DeadLetter(
        String stream,
        String shard,
        String sequenceNumber,
        Instant arrivalTime,
        String reason,
        byte[] data,
        int dataBytes) {

    /** Base64 makes four bytes of three, and a Kinesis record holds 1 MiB: half of that leaves room for the rest. */
    public static final int MAX_DATA_BYTES = 512 * 1024;

    /** Takes the whole record's data and keeps what fits. */
    public static DeadLetter of(
            String stream, String shard, String sequenceNumber, Instant arrivalTime, String reason, byte[] data) {
        byte[] kept = data.length > MAX_DATA_BYTES ? Arrays.copyOf(data, MAX_DATA_BYTES) : data;
        return new DeadLetter(stream, shard, sequenceNumber, arrivalTime, reason, kept, data.length);
    }

    /** @throws InvalidReportException when these bytes are no dead letter */
    public static DeadLetter read(byte[] json) {
        JsonObjectReader object = JsonObjectReader.read(json, "A dead letter");
        return new DeadLetter(
                object.text("Stream"),
                object.text("Shard"),
                object.text("SequenceNumber"),
                StatusTime.parse(object.text("ArrivalTime")),
                object.text("Reason"),
                object.base64("Data"),
                object.integer("DataBytes"));
    }

    /** The name of who sent it, where the data is one JSON object that has a valid one, whatever else is wrong with it. */
    public Optional<String> name() {
        try {
            String name = JsonObjectReader.read(data, "A record").text("Name");
            UnicornName.check(name);
            return Optional.of(name);
        } catch (InvalidReportException e) {
            return Optional.empty();
        }
    }

    /** One line: the object and a line break. */
    public byte[] write() {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256 + data.length * 4 / 3);
        try (JsonGenerator json = Json.generator(line)) {
            json.writeStartObject();
            json.writeStringProperty("Stream", stream);
            json.writeStringProperty("Shard", shard);
            json.writeStringProperty("SequenceNumber", sequenceNumber);
            json.writeStringProperty("ArrivalTime", StatusTime.format(arrivalTime));
            json.writeStringProperty("Reason", reason);
            json.writeStringProperty("Data", Base64.getEncoder().encodeToString(data));
            json.writeNumberProperty("DataBytes", dataBytes);
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }
}
