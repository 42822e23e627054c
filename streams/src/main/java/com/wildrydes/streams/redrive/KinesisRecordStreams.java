package com.wildrydes.streams.redrive;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.follow.ReadBudget;
import com.wildrydes.streams.follow.ShardReader;
import com.wildrydes.streams.follow.ShardReading;
import com.wildrydes.streams.follow.Shards;
import com.wildrydes.streams.redrive.RecordStreams.Put.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Kinesis itself. */
final class KinesisRecordStreams implements RecordStreams {

    private static final int SERVER_FAULT = 500;
    private static final int READ = 10_000;

    private final KinesisAsyncClient reading;
    private final KinesisAsyncClient writing;

    /** A shard allows five reads a second to all of its readers, and the services are among them. */
    private final ReadBudget pace = new ReadBudget(Duration.ofMillis(500));

    /**
     * @param reading tries again by itself
     * @param writing does not: what it cannot say would be put twice
     */
    KinesisRecordStreams(KinesisAsyncClient reading, KinesisAsyncClient writing) {
        this.reading = reading;
        this.writing = writing;
    }

    @Override
    public Reader open(String stream, Optional<Instant> from, Instant until) {
        Map<String, OpenShard> shards = new HashMap<>();
        return records -> {
            // Parents come first in the list, and are read to their end before their children.
            for (Shard shard : Shards.list(reading, stream)) {
                shards.computeIfAbsent(
                                shard.shardId(), name -> new OpenShard(new ShardId(stream, name), start(from), until))
                        .readOn(records);
            }
        };
    }

    private static Consumer<GetShardIteratorRequest.Builder> start(Optional<Instant> from) {
        return request -> from.ifPresentOrElse(
                time -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(time),
                () -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
    }

    /** One shard, and how far it was read. */
    private final class OpenShard {

        private final ShardId shard;
        private final ShardReader reader;
        private final Instant until;
        private boolean past;

        OpenShard(ShardId shard, Consumer<GetShardIteratorRequest.Builder> start, Instant until) {
            this.shard = shard;
            this.reader = new ShardReader(reading, shard, start, READ);
            this.until = until;
        }

        void readOn(Consumer<StreamRecord> records) throws InterruptedException {
            boolean more = true;
            while (more && !past && !reader.ended()) {
                pace.await(shard);
                ShardReading.Read read = reader.read();
                for (StreamRecord record : read.records()) {
                    records.accept(record);
                    past = !record.arrivalTime().isBefore(until);
                }
                more = !read.records().isEmpty() || !read.behindLatest().isZero() || !reader.isOpen();
            }
        }
    }

    @Override
    public List<Put> put(String stream, List<NewRecord> records) throws InterruptedException {
        List<PutRecordsRequestEntry> entries = records.stream()
                .map(record -> PutRecordsRequestEntry.builder()
                        .partitionKey(record.partitionKey())
                        .data(SdkBytes.fromByteArrayUnsafe(record.data()))
                        .build())
                .toList();
        try {
            PutRecordsResponse response = writing.putRecords(
                            request -> request.streamName(stream).records(entries))
                    .get();
            return response.records().stream()
                    .map(KinesisRecordStreams::outcome)
                    .toList();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return Collections.nCopies(records.size(), outcome(cause == null ? e : cause));
        }
    }

    private static Put outcome(PutRecordsResultEntry entry) {
        return entry.errorCode() == null
                ? new Put(Outcome.ACKNOWLEDGED, entry.sequenceNumber())
                : new Put(Outcome.REFUSED, entry.errorCode() + ": " + entry.errorMessage());
    }

    private static Put outcome(Throwable failure) {
        boolean answered = failure instanceof KinesisException answer && answer.statusCode() < SERVER_FAULT;
        return new Put(answered ? Outcome.REFUSED : Outcome.UNCLEAR, message(failure));
    }

    static String message(Throwable failure) {
        List<String> messages = new ArrayList<>();
        messages.add(failure.getClass().getSimpleName());
        Optional.ofNullable(failure.getMessage()).ifPresent(messages::add);
        return String.join(": ", messages);
    }
}
