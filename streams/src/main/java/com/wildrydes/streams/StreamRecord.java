package com.wildrydes.streams;

import java.time.Instant;

/**
 * One record as it was read from a shard.
 *
 * @param arrivalTime the approximate time of arrival that Kinesis stored with the record
 * @param data the record's bytes; not copied, so not to be changed
 */
public record StreamRecord(Position position, Instant arrivalTime, String partitionKey, byte[] data) {}
