package com.wildrydes.producer.replay;

/**
 * A point that is not flown.
 *
 * @param line its line in a CSV, or its number among the track points of a GPX file, from 1
 * @param reason what must hold, and the value seen
 */
public record Skip(long line, String reason) {}
