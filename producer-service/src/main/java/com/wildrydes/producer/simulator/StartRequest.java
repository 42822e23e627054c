package com.wildrydes.producer.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Which unicorns to start.
 *
 * @param name of the only one, or what comes before {@code -1}, {@code -2} … of several; found for them unless given
 * @param count how many, 1 unless given
 * @param latitude where they start; with longitude, or neither
 * @param longitude where they start
 */
record StartRequest(
        @Nullable String name,
        @Nullable Integer count,
        @Nullable Double latitude,
        @Nullable Double longitude) {}
