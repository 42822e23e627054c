package com.wildrydes.benchmarks.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** A report as one would have Jackson databind read it. It takes the time for mere text, unlike the suite. */
record JsonReport(
        @JsonProperty("Name") String name,
        @JsonProperty("StatusTime") String statusTime,
        @JsonProperty("Latitude") double latitude,
        @JsonProperty("Longitude") double longitude,
        @JsonProperty("Distance") double distance,
        @JsonProperty("HealthPoints") int healthPoints,
        @JsonProperty("MagicPoints") int magicPoints) {

    private static final ObjectReader READER = new JsonMapper().readerFor(JsonReport.class);

    static JsonReport read(byte[] json) {
        return READER.readValue(json);
    }
}
