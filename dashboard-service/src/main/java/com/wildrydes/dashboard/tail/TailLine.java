package com.wildrydes.dashboard.tail;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A record as one line of NDJSON: the record itself where it is one JSON object, with its line breaks made spaces; else an
 * object that tells where it was found and holds its bytes as {@code Data} in Base64.
 */
final class TailLine {

    private static final JsonFactory JSON = new JsonFactory();

    private TailLine() {}

    /** The line, with its line break. */
    static byte[] of(ShardId shard, StreamRecord record) {
        return isOneObject(record.data()) ? onOneLine(record.data()) : wrapped(shard, record);
    }

    private static boolean isOneObject(byte[] data) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return false;
                }
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.VALUE_STRING) {
                    // Strings are read lazily; only this finds one that is broken.
                    parser.getStringLength();
                }
            }
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** In valid JSON a raw line break can only be white space between tokens. */
    private static byte[] onOneLine(byte[] data) {
        int end = data.length;
        while (data[end - 1] != '}') {
            end--;
        }
        byte[] line = new byte[end + 1];
        for (int i = 0; i < end; i++) {
            line[i] = data[i] == '\n' || data[i] == '\r' ? (byte) ' ' : data[i];
        }
        line[end] = '\n';
        return line;
    }

    private static byte[] wrapped(ShardId shard, StreamRecord record) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256 + record.data().length * 4 / 3);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("Stream", shard.stream());
            json.writeStringProperty("Shard", shard.shard());
            json.writeStringProperty("SequenceNumber", record.position().sequenceNumber());
            json.writeStringProperty("ArrivalTime", record.arrivalTime().toString());
            json.writeName("Data");
            json.writeBinary(record.data());
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }
}
