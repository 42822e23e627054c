package com.wildrydes.localaws.kinesis.log;

/**
 * A record to be appended. The arrays are not copied and must not change.
 *
 * @param key the partition key in UTF-8, at most 32,767 bytes
 * @param data the payload
 */
public record NewRecord(byte[] key, byte[] data) {

    /** What Kinesis counts against its limits: the key and the payload. */
    public int size() {
        return key.length + data.length;
    }
}
