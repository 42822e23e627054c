package com.wildrydes.aggregator.windows;

import com.wildrydes.telemetry.Report;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Says in which window a record of a shard counts, and which windows are over. It is told every record of its shard in their
 * order; telling it one again changes nothing. Not thread-safe.
 */
public interface WindowTime {

    /** The number of the report's window. When that is before {@link #firstOpen()}, the report came too late to be counted. */
    long windowOf(Instant arrival, Report report);

    /** The window that a record that is no valid report falls into, if it falls into any. It counts in none. */
    OptionalLong windowOfInvalid(Instant arrival);

    /** Windows before this one are over: nothing more is counted in them. */
    long firstOpen();

    /** Goes on from where the time of an ancestor shard stood, unless it is further already. */
    void continueFrom(WindowTime ancestor);

    /**
     * From which arrival on a shard's ancestors must be read to find all that counts in a window that is still open.
     *
     * @param firstArrival when the shard's first record arrived
     */
    Instant ancestorsReadFrom(Instant firstArrival);
}
