package com.wildrydes.localaws.kinesis.log;

/** Takes records in their order, without a copy: the buffer belongs to the reader and is used again after the call. */
@FunctionalInterface
public interface RecordSink {

    /**
     * @param number the record's number within its log
     * @param arrivalMillis when the record was appended, since 1970
     * @return false to refuse this record and end the reading before it
     */
    boolean accept(long number, long arrivalMillis, byte[] buffer, int keyOffset, int keyLength, int dataLength);
}
