package com.wildrydes.streams;

/** Opens writers. A writer is meant to be opened once and shared; all that were opened are closed with the application. */
@FunctionalInterface
public interface StreamWriters {

    StreamWriter open(String stream);
}
