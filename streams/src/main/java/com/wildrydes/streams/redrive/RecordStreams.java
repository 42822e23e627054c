package com.wildrydes.streams.redrive;

import com.wildrydes.streams.StreamRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What redriving needs of Kinesis. */
interface RecordStreams {

    /**
     * @param from the earliest arrival that is of interest; empty for the oldest record that the stream has
     * @param until from which arrival on a shard is of no interest any more
     */
    Reader open(String stream, Optional<Instant> from, Instant until);

    /** All that a stream holds. */
    default Reader open(String stream) {
        return open(stream, Optional.empty(), Instant.MAX);
    }

    /**
     * Puts records once each, without trying again: at most {@link Put#MAX_RECORDS} and {@link Put#MAX_BYTES}.
     *
     * @return what became of each, in their order
     */
    List<Put> put(String stream, List<NewRecord> records) throws InterruptedException;

    /** @param partitionKey 1 to 256 characters */
    record NewRecord(String partitionKey, byte[] data) {}

    /** Reads a stream on from where it stopped. */
    @FunctionalInterface
    interface Reader {

        /** Hands over all that the stream holds by now; of one partition key, in order. */
        void readOn(Consumer<StreamRecord> records) throws InterruptedException;
    }

    /**
     * What became of a record.
     *
     * @param detail of one that was acknowledged its sequence number, else what was said
     */
    record Put(Outcome outcome, String detail) {

        static final int MAX_RECORDS = 500;
        static final int MAX_BYTES = 4 << 20;

        enum Outcome {
            ACKNOWLEDGED,
            /** It is certainly not in the stream. */
            REFUSED,
            /** It may be in the stream or not: there was no answer, or one of a fault. */
            UNCLEAR
        }
    }
}
