package com.wildrydes.streams.consume;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardLineage.HashKeyRange;
import com.wildrydes.streams.StreamRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Makes records of what the adapters deliver: the classic one Kinesis' records, the other KCL's. KCL has already taken apart
 * what the Kinesis Producer Library aggregated; here that is done for the classic one, by KCL's own code.
 */
final class BatchReader {

    private static final byte[] MAGIC = AggregatorUtil.AGGREGATED_RECORD_MAGIC;

    private final AggregatorUtil aggregator = new AggregatorUtil();
    private final Aggregates aggregates;
    private final Supplier<HashKeyRange> range;
    private @Nullable HashKeyRange knownRange;

    /** @param range the shard's hash keys, asked for once when a record is aggregated */
    BatchReader(Aggregates aggregates, Supplier<HashKeyRange> range) {
        this.aggregates = aggregates;
        this.range = range;
    }

    List<StreamRecord> read(List<?> batch) {
        List<StreamRecord> records = new ArrayList<>(batch.size());
        for (Object delivered : batch) {
            if (delivered instanceof Record record) {
                read(record, records);
            } else if (delivered instanceof KinesisClientRecord record) {
                records.add(record(record));
            } else {
                throw new IllegalArgumentException(
                        "The binder must deliver Kinesis' records (native decoding, batches), but delivered a "
                                + (delivered == null
                                        ? "null"
                                        : delivered.getClass().getName()));
            }
        }
        return records;
    }

    private void read(Record record, List<StreamRecord> records) {
        byte[] data = record.data().asByteArrayUnsafe();
        if (!isAggregated(data)) {
            aggregates.read(record.sequenceNumber(), 0);
            records.add(new StreamRecord(
                    Position.of(record.sequenceNumber()),
                    record.approximateArrivalTimestamp(),
                    record.partitionKey(),
                    data));
            return;
        }
        HashKeyRange keys = range();
        List<KinesisClientRecord> parts =
                aggregator.deaggregate(List.of(KinesisClientRecord.fromRecord(record)), keys.first(), keys.last());
        long last = 0;
        for (KinesisClientRecord part : parts) {
            records.add(record(part));
            last = part.subSequenceNumber();
        }
        aggregates.read(record.sequenceNumber(), last);
    }

    /** An aggregate of which a part belongs to another shard since a split or merge is left out: its producer repeats it. */
    private HashKeyRange range() {
        HashKeyRange known = knownRange;
        if (known == null) {
            known = range.get();
            knownRange = known;
        }
        return known;
    }

    private static boolean isAggregated(byte[] data) {
        return data.length > MAGIC.length && Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static StreamRecord record(KinesisClientRecord record) {
        ByteBuffer buffer = record.data().duplicate();
        byte[] data = new byte[buffer.remaining()];
        buffer.get(data);
        return new StreamRecord(
                new Position(record.sequenceNumber(), record.subSequenceNumber()),
                record.approximateArrivalTimestamp(),
                record.partitionKey(),
                data);
    }
}
