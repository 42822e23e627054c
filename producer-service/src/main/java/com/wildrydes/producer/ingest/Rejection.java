package com.wildrydes.producer.ingest;

/**
 * One thing in a request that is no valid report.
 *
 * @param line its line (NDJSON) or its place in the array, from 1
 * @param reason what must hold, and the value seen
 */
public record Rejection(int line, String reason) {}
