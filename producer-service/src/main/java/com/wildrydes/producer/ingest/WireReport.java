package com.wildrydes.producer.ingest;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.InvalidReportException.Reason;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import com.wildrydes.telemetry.StatusTime;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A valid report as it goes into the stream: byte for byte as it was sent, except that StatusTime has the wire form, and that
 * line breaks between tokens are spaces, so that the record is one line.
 *
 * @param line where in the request it stood, from 1
 * @param data one JSON object and a line break; not copied, so not to be changed
 */
record WireReport(int line, String name, byte[] data) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> KEYS =
            List.of("Name", "StatusTime", "Latitude", "Longitude", "Distance", "HealthPoints", "MagicPoints");

    /** @throws InvalidReportException when these bytes are not one valid report */
    static WireReport of(int line, byte[] json) {
        Report usual = ReportJson.readUsual(json);
        if (usual != null) {
            return new WireReport(line, usual.name(), oneLine(Arrays.copyOf(json, json.length + 1)));
        }
        checkUtf8(json);
        Report report = ReportJson.read(json);
        return new WireReport(line, report.name(), rewritten(json, StatusTime.format(report.statusTime())));
    }

    /** JSON between systems is UTF-8 (RFC 8259, 8.1). Readers of the archive fail on a whole file for one wrong byte. */
    private static void checkUtf8(byte[] json) {
        for (byte b : json) {
            if (b < 0) {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
                    return;
                } catch (CharacterCodingException e) {
                    throw new InvalidReportException(Reason.NOT_JSON, "A report must be UTF-8");
                }
            }
        }
    }

    private static byte[] rewritten(byte[] json, String statusTime) {
        int start = -1;
        int end = -1;
        int seen = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                int index = KEYS.indexOf(key);
                int bit = index < 0 ? 0 : 1 << index;
                if ((seen & bit) != 0) {
                    // Readers disagree on which of two counts, and the stream has many readers.
                    throw new InvalidReportException(
                            Reason.NOT_ONE_OBJECT, "A report must have " + key + " once, but has it twice");
                }
                seen |= bit;
                parser.nextToken();
                if (key.equals("StatusTime")) {
                    start = (int) parser.currentTokenLocation().getByteOffset();
                    parser.finishToken();
                    end = (int) parser.currentLocation().getByteOffset();
                } else {
                    parser.skipChildren();
                }
            }
        }
        byte[] time = ('"' + statusTime + '"').getBytes(StandardCharsets.US_ASCII);
        byte[] data = new byte[start + time.length + json.length - end + 1];
        System.arraycopy(json, 0, data, 0, start);
        System.arraycopy(time, 0, data, start, time.length);
        System.arraycopy(json, end, data, start + time.length, json.length - end);
        return oneLine(data);
    }

    /** Line breaks stand between tokens only, for a string cannot hold a bare one. */
    private static byte[] oneLine(byte[] data) {
        for (int i = 0; i < data.length; i++) {
            if (data[i] == '\n' || data[i] == '\r') {
                data[i] = ' ';
            }
        }
        data[data.length - 1] = '\n';
        return data;
    }
}
