package com.wildrydes.producer.ingest;

/** How reports stand in a request's body. */
public enum BodyFormat {
    /** One report, or an array of them. */
    JSON,
    /** One report a line. */
    NDJSON
}
