package com.wildrydes.localaws.kinesis.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A record in a segment file: length of the body, CRC-32C of the body, then the body: number, arrival time, length of the key,
 * key, payload. Big-endian.
 */
final class RecordFormat {

    static final int HEAD_BYTES = 8;
    static final int FIXED_BODY_BYTES = 18;

    /** Longer than any record that Kinesis takes: a greater length is damage. */
    static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private RecordFormat() {}

    static int bytes(NewRecord newRecord) {
        return HEAD_BYTES + FIXED_BODY_BYTES + newRecord.size();
    }

    static void write(ByteBuffer to, long number, long arrivalMillis, NewRecord newRecord) {
        int start = to.position();
        to.putInt(FIXED_BODY_BYTES + newRecord.size()).putInt(0);
        to.putLong(number).putLong(arrivalMillis);
        to.putShort((short) newRecord.key().length).put(newRecord.key()).put(newRecord.data());
        int body = start + HEAD_BYTES;
        to.putInt(start + 4, crc(to.array(), body, to.position() - body));
    }

    static int crc(byte[] array, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(array, offset, length);
        return (int) crc.getValue();
    }
}
