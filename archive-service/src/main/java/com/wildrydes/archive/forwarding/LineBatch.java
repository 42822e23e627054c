package com.wildrydes.archive.forwarding;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs lines into the records of one {@code PutRecordBatch}. Firehose bills every record in steps of 5 KB, so a record holds
 * as many whole lines as fit into 500 KiB. Not thread-safe.
 */
final class LineBatch {

    /** A line that is longer has a record for itself. */
    static final int RECORD_BYTES = 500 * 1024;

    /** The most that Firehose takes as one record. */
    static final int MAX_LINE_BYTES = 1_000 * 1024;

    static final int MAX_RECORDS = 500;

    /**
     * What the longest line needs, as the base64 that is sent. Firehose takes 4 MiB, but the SDK holds a call several times
     * over while it is under way, and a larger one is no cheaper: with 4 MiB a heap of 128 MiB overflowed.
     */
    static final int MAX_CALL_BYTES = (MAX_LINE_BYTES + 2) / 3 * 4;

    private final List<byte[]> records = new ArrayList<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long sealedBase64Bytes;
    private int lines;

    /**
     * Adds a line of at most {@value #MAX_LINE_BYTES} bytes.
     *
     * @return false when the line does not fit any more; an empty batch takes every line
     */
    boolean add(byte[] line) {
        if (line.length > MAX_LINE_BYTES) {
            throw new IllegalArgumentException(
                    "A line must have at most " + MAX_LINE_BYTES + " bytes, but has " + line.length);
        }
        boolean joins = open.size() == 0 || open.size() + line.length <= RECORD_BYTES;
        int recordsThen = records.size() + (joins ? 1 : 2);
        long bytesThen = sealedBase64Bytes
                + (joins
                        ? base64Bytes(open.size() + line.length)
                        : base64Bytes(open.size()) + base64Bytes(line.length));
        if (recordsThen > MAX_RECORDS || bytesThen > MAX_CALL_BYTES) {
            return false;
        }
        if (!joins) {
            seal();
        }
        open.writeBytes(line);
        lines++;
        return true;
    }

    int lines() {
        return lines;
    }

    /** The records, whose concatenation is the lines in their order. The batch is empty afterwards. */
    List<byte[]> take() {
        if (open.size() > 0) {
            seal();
        }
        List<byte[]> taken = List.copyOf(records);
        records.clear();
        sealedBase64Bytes = 0;
        lines = 0;
        return taken;
    }

    private void seal() {
        records.add(open.toByteArray());
        sealedBase64Bytes += base64Bytes(open.size());
        open.reset();
    }

    static long base64Bytes(long bytes) {
        return (bytes + 2) / 3 * 4;
    }
}
