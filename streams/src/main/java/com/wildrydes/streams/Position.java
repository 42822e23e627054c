package com.wildrydes.streams;

/**
 * Where a record stands in its shard. Positions of one shard are ordered as its records are.
 *
 * @param sequenceNumber the decimal number that Kinesis gave the record
 * @param subSequenceNumber the place within a record that the Kinesis Producer Library aggregated, else 0
 */
public record Position(String sequenceNumber, long subSequenceNumber) implements Comparable<Position> {

    public Position {
        if (sequenceNumber.isEmpty() || subSequenceNumber < 0) {
            throw new IllegalArgumentException("A position must be a sequence number and a place from 0, but was \""
                    + sequenceNumber + "\" and " + subSequenceNumber);
        }
    }

    public static Position of(String sequenceNumber) {
        return new Position(sequenceNumber, 0);
    }

    @Override
    public int compareTo(Position other) {
        // Decimal numbers without leading zeros: the longer is the larger. Cheaper than BigInteger, once a record.
        int order = Integer.compare(sequenceNumber.length(), other.sequenceNumber.length());
        if (order == 0) {
            order = sequenceNumber.compareTo(other.sequenceNumber);
        }
        return order != 0 ? order : Long.compare(subSequenceNumber, other.subSequenceNumber);
    }
}
