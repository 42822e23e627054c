package com.wildrydes.localaws.firehose;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a buffer's file: all that its delivery needs to know, so that it can be delivered after a restart. */
record BufferName(Instant firstRecord, UUID id) {

    private static final Pattern FILE = Pattern.compile("(\\d{1,18})_([0-9a-f-]{36})\\.buffer");

    static BufferName of(Instant firstRecord) {
        return new BufferName(firstRecord, UUID.randomUUID());
    }

    String fileName() {
        return firstRecord.toEpochMilli() + "_" + id + ".buffer";
    }

    static Optional<BufferName> parse(String fileName) {
        Matcher matcher = FILE.matcher(fileName);
        return matcher.matches()
                ? Optional.of(new BufferName(
                        Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), UUID.fromString(matcher.group(2))))
                : Optional.empty();
    }
}
