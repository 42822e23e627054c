package com.wildrydes.systemtests;

import com.wildrydes.systemtests.Door.Answer;
import com.wildrydes.systemtests.Truth.Key;
import com.wildrydes.systemtests.Truth.Sum;
import com.wildrydes.telemetry.StatusTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The minutes as the archive gives them: the ready report {@code minutes}, through the front door. */
final class Audit {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Door door;

    Audit(Door door) {
        this.door = door;
    }

    /** The minutes between two times, a minute more on either side. */
    Map<Key, Sum> minutes(Instant from, Instant to) {
        String query = run("{\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(from.minus(1, ChronoUnit.MINUTES), to.plus(1, ChronoUnit.MINUTES)));
        Map<Key, Sum> minutes = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = door.get(query + "/results?limit=1000" + cursor).json();
            for (JsonNode row : page.get("items")) {
                minutes.put(
                        new Key(
                                row.get(0).asString(),
                                StatusTime.parse(row.get(1).asString())),
                        new Sum(
                                row.get(7).asLong(),
                                row.get(2).asDouble(),
                                row.get(5).asInt(),
                                row.get(6).asInt(),
                                row.get(3).asInt(),
                                row.get(4).asInt()));
            }
            cursor = page.get("cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("cursor").asString();
        } while (!cursor.isEmpty());
        return minutes;
    }

    private String run(String parameters) {
        Answer started = door.postJson("/api/reports/minutes", parameters);
        if (started.status() != 202) {
            throw new IllegalStateException("The report must run, but the answer was " + started.text());
        }
        String query = started.json().get("id").asString();
        JsonNode ended = Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> door.get("/api/queries/" + query).json(),
                        state -> !state.get("state").asString().matches("QUEUED|RUNNING"));
        if (!ended.get("state").asString().equals("SUCCEEDED")) {
            throw new IllegalStateException("The report must succeed, but is " + ended);
        }
        return "/api/queries/" + query;
    }
}
