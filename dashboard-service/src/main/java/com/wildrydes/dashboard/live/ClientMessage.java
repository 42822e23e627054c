package com.wildrydes.dashboard.live;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client may say. */
sealed interface ClientMessage {

    /** "I have a gap, give me all anew." */
    record Resync() implements ClientMessage {}

    /**
     * "From now on tell me only of these."
     *
     * @param subscription null for everybody
     */
    record Subscribe(@Nullable Subscription subscription) implements ClientMessage {}

    /** A type of message that this version does not know; a newer page's wish that an older server cannot fulfil. */
    record Unknown() implements ClientMessage {}

    /** @throws IllegalArgumentException that says what must hold and the value seen */
    static ClientMessage parse(String text) {
        JsonNode message = json(text);
        JsonNode type = message.get("type");
        if (type == null || !type.isString()) {
            throw new IllegalArgumentException("A message must be a JSON object with a \"type\", but was " + text);
        }
        return switch (type.stringValue()) {
            case "resync" -> new Resync();
            case "subscribe" -> new Subscribe(subscription(message.get("bounds"), message.get("names")));
            default -> new Unknown();
        };
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("A message must be a JSON object with a \"type\", but was " + text, e);
        }
    }

    private static @Nullable Subscription subscription(@Nullable JsonNode bounds, @Nullable JsonNode names) {
        return bounds == null && names == null
                ? null
                : new Subscription(bounds == null ? null : bounds(bounds), names == null ? Set.of() : names(names));
    }

    private static Bounds bounds(JsonNode edges) {
        boolean numbers = edges.isArray() && edges.size() == 4;
        for (JsonNode edge : edges) {
            numbers &= edge.isNumber();
        }
        if (!numbers) {
            throw new IllegalArgumentException(
                    "bounds must be [west, south, east, north] in degrees, but was " + edges);
        }
        return new Bounds(
                edges.get(0).doubleValue(),
                edges.get(1).doubleValue(),
                edges.get(2).doubleValue(),
                edges.get(3).doubleValue());
    }

    private static Set<String> names(JsonNode list) {
        boolean strings = list.isArray();
        for (JsonNode name : list) {
            strings &= name.isString();
        }
        if (!strings) {
            throw new IllegalArgumentException("names must be an array of strings, but was " + list);
        }
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(name.stringValue()));
        return names;
    }
}
