package com.wildrydes.streams.redrive;

import com.wildrydes.telemetry.DeadLetter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which record a dead letter is about. A record may have two letters, for a letter is written before its record is
 * checkpointed, and two services may each write one; all have the same key.
 *
 * @param digest SHA-256 of what the letter holds of the record, in hexadecimal digits: records that the Kinesis Producer Library
 *     put together share a sequence number
 */
record LetterKey(String stream, String shard, String sequenceNumber, String digest) {

    static LetterKey of(DeadLetter letter) {
        return new LetterKey(letter.stream(), letter.shard(), letter.sequenceNumber(), digest(letter.data()));
    }

    static String digest(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java must have SHA-256", e);
        }
    }
}
