package com.wildrydes.producer.ingest;

import java.util.List;

/**
 * What became of a request.
 *
 * @param accepted how many reports are safe in the stream
 * @param rejected the first 100 things in it that are no valid report
 * @param rejectedCount how many there were
 */
public record IngestAnswer(int accepted, List<Rejection> rejected, int rejectedCount) {}
