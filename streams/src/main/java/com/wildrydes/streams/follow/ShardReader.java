package com.wildrydes.streams.follow;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.follow.ShardReading.Read;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads one shard, read by read. An iterator that has expired or died is replaced by one after the last record read. */
public final class ShardReader {

    private final KinesisAsyncClient kinesis;
    private final ShardId shard;
    private final Consumer<GetShardIteratorRequest.Builder> start;
    private final int limit;
    private @Nullable String lastSequenceNumber;
    private @Nullable String iterator;
    private boolean ended;

    /**
     * @param start sets where the first read begins
     * @param limit the most records of a read
     */
    public ShardReader(
            KinesisAsyncClient kinesis, ShardId shard, Consumer<GetShardIteratorRequest.Builder> start, int limit) {
        this.kinesis = kinesis;
        this.shard = shard;
        this.start = start;
        this.limit = limit;
    }

    /** @throws RuntimeException as the SDK's client does; the next call tries again from the same place */
    public Read read() throws InterruptedException {
        if (iterator == null) {
            iterator = newIterator();
        }
        String current = iterator;
        GetRecordsResponse response;
        try {
            response = Calls.await(
                    kinesis.getRecords(request -> request.shardIterator(current).limit(limit)));
        } catch (ExpiredIteratorException | InvalidArgumentException e) {
            iterator = null;
            return new Read(List.of(), Duration.ZERO);
        }
        List<StreamRecord> records = new ArrayList<>(response.records().size());
        for (Record record : response.records()) {
            lastSequenceNumber = record.sequenceNumber();
            records.add(new StreamRecord(
                    Position.of(record.sequenceNumber()),
                    record.approximateArrivalTimestamp(),
                    record.partitionKey(),
                    record.data().asByteArrayUnsafe()));
        }
        iterator = response.nextShardIterator();
        ended = iterator == null;
        Long behind = response.millisBehindLatest();
        return new Read(records, behind == null ? Duration.ZERO : Duration.ofMillis(behind));
    }

    /** Whether the last read got an answer: after one that did not, the same records are still to come. */
    public boolean isOpen() {
        return iterator != null;
    }

    /** Whether the shard is closed and its last record was read. */
    public boolean ended() {
        return ended;
    }

    private String newIterator() throws InterruptedException {
        return Calls.await(kinesis.getShardIterator(request -> {
                    request.streamName(shard.stream()).shardId(shard.shard());
                    if (lastSequenceNumber == null) {
                        start.accept(request);
                    } else {
                        request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                .startingSequenceNumber(lastSequenceNumber);
                    }
                }))
                .shardIterator();
    }
}
