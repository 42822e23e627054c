package com.wildrydes.streams.consume;

import com.wildrydes.streams.Position;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The aggregated records of a shard that are not checkpointed yet, for stores that know whole records only: a position within
 * such a record is stored as the record before it, so that all of it is read again. Thread-safe.
 */
final class Aggregates {

    private final TreeMap<Position, Aggregate> open = new TreeMap<>();
    private @Nullable String newest;

    /**
     * Notes a record in the order in which records are read; those read again are known already.
     *
     * @param lastSubSequence the place of the last record within it; 0 when it is not aggregated
     */
    synchronized void read(String sequenceNumber, long lastSubSequence) {
        if (newest != null && Position.of(newest).compareTo(Position.of(sequenceNumber)) >= 0) {
            return;
        }
        if (lastSubSequence > 0) {
            open.put(Position.of(sequenceNumber), new Aggregate(newest, lastSubSequence));
        }
        newest = sequenceNumber;
    }

    /** Up to which whole record all is safe when all up to this position is; empty when that is none of those read. */
    synchronized Optional<Position> storable(Position position) {
        Position record = Position.of(position.sequenceNumber());
        @Nullable Aggregate aggregate = open.get(record);
        open.headMap(record).clear();
        if (aggregate == null || position.subSequenceNumber() >= aggregate.lastSubSequence) {
            return Optional.of(record);
        }
        return Optional.ofNullable(aggregate.before).map(Position::of);
    }

    private record Aggregate(@Nullable String before, long lastSubSequence) {}
}
