package com.wildrydes.dashboard.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client of {@code /ws/fleet} has to do: as the page does, and as little. */
public final class ProtocolClient {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, String> unicorns = new HashMap<>();
    private long seq = -1;

    /** @return false when there is a gap, so that everything is needed anew */
    public boolean take(String text) {
        JsonNode message = JSON.readTree(text);
        boolean snapshot = message.get("type").asString().equals("snapshot");
        if (!snapshot && (seq < 0 || message.get("from").asLong() > seq)) {
            return false;
        }
        if (snapshot) {
            unicorns.clear();
        }
        for (JsonNode row : message.get("unicorns")) {
            unicorns.put(row.get(0).asString(), row.toString());
        }
        seq = message.get("seq").asLong();
        return true;
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    public long seq() {
        return seq;
    }

    /** Each unicorn's row, as JSON, by its name. */
    public Map<String, String> unicorns() {
        return unicorns;
    }
}
