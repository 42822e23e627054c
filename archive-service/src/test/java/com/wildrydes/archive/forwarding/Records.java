package com.wildrydes.archive.forwarding;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Records of the stream, for tests. */
final class Records {

    static final Instant ARRIVAL = Instant.parse("2026-11-23T01:02:03.004Z");
    static final String REPORT =
            "{\"Distance\":29.87,\"HealthPoints\":149,\"Latitude\":40.749167,\"Longitude\":-73.985184,"
                    + "\"MagicPoints\":151,\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 01:02:03.000\"";

    private Records() {}

    static StreamRecord record(int position, String data) {
        return record(position, data.getBytes(StandardCharsets.UTF_8));
    }

    static StreamRecord record(int position, byte[] data) {
        return new StreamRecord(Position.of(String.valueOf(position)), ARRIVAL, "Shadowfax", data);
    }
}
