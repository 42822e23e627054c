package com.wildrydes.dashboard.live;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a client may say. */
enum ClientMessage {
    /** "I have a gap, give me everybody." */
    RESYNC,
    /** A type of message that this version does not know; a newer page's wish that an older server cannot fulfil. */
    UNKNOWN;

    private static final JsonFactory JSON = new JsonFactory();

    /** @throws IllegalArgumentException when the text is no JSON object with a type */
    static ClientMessage parse(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String key = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (key.equals("type") && value == JsonToken.VALUE_STRING) {
                        return parser.getString().equals("resync") ? RESYNC : UNKNOWN;
                    }
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("A message must be JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("A message must be a JSON object with a \"type\"");
    }
}
