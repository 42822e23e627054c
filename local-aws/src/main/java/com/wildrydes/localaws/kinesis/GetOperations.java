package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.kinesis.log.ReadResult;
import com.wildrydes.localaws.kinesis.log.RecordSink;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** GetRecords. Records go from the file's buffer to the answer, one by one. */
final class GetOperations {

    static final int MAX_RECORDS = 10_000;
    static final long MAX_BYTES = 10 * 1024 * 1024;

    private final Streams streams;
    private final FaultInjector faults;
    private final InstantSource clock;

    GetOperations(Streams streams, FaultInjector faults, InstantSource clock) {
        this.streams = streams;
        this.faults = faults;
        this.clock = clock;
    }

    void getRecords(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AwsBody body = AwsBody.of(request);
        Parameters parameters = new Parameters(body.read(request), body);
        int limit = parameters.integerOr("Limit", 1, MAX_RECORDS, MAX_RECORDS);
        ShardIterator iterator = ShardIterator.decode(parameters.text("ShardIterator"))
                .orElseThrow(() -> KinesisErrors.invalidArgument("Invalid ShardIterator."));
        long now = clock.millis();
        if (now - iterator.issuedMillis() > ShardIterator.LIFETIME_MILLIS
                || faults.injects(FaultInjector.Kind.EXPIRED_ITERATOR)) {
            throw KinesisErrors.iteratorExpired(iterator.issuedMillis(), now);
        }
        Stream stream = streams.get(iterator.stream());
        if (stream.description().createdMillis() != iterator.streamCreatedMillis()) {
            throw KinesisErrors.streamNotFound(iterator.stream());
        }
        Shard shard = stream.findShard(iterator.shardIndex())
                .orElseThrow(
                        () -> KinesisErrors.shardNotFound(ShardDescription.id(iterator.shardIndex()), stream.name()));
        if (faults.limitsThroughput() && !shard.throughput().tryRead(now)) {
            throw KinesisErrors.rateExceeded(shard.id(), stream.name());
        }
        response.setContentType(body.contentType());
        try (JsonGenerator generator = body.mapper().createGenerator(response.getOutputStream())) {
            // Before the reading: a shard that is closed during it may hold more records than were seen.
            boolean closed = !shard.description().isOpen();
            generator.writeStartObject();
            generator.writeName("Records");
            generator.writeStartArray();
            Page page = new Page(body, generator, shard.index(), limit);
            ReadResult result = shard.log().read(iterator.from(), stream.horizonMillis(), page);
            generator.writeEndArray();
            if (faults.limitsThroughput()) {
                shard.throughput().hasRead(page.bytes);
            }
            long behind = result.reachedEnd() ? 0 : Math.max(0, now - result.unreadArrivalMillis());
            generator.writeNumberProperty("MillisBehindLatest", behind);
            if (closed && result.reachedEnd()) {
                writeChildren(stream.shards(), shard.index(), generator);
            } else {
                ShardIterator next = new ShardIterator(
                        iterator.stream(), iterator.streamCreatedMillis(), shard.index(), result.next(), now);
                generator.writeStringProperty("NextShardIterator", next.encode());
            }
            generator.writeEndObject();
        }
    }

    private static void writeChildren(List<Shard> shards, int parent, JsonGenerator generator) {
        generator.writeName("ChildShards");
        generator.writeStartArray();
        for (Shard shard : shards) {
            ShardDescription child = shard.description();
            if (child.isChildOf(parent)) {
                generator.writeStartObject();
                generator.writeStringProperty("ShardId", child.id());
                generator.writeName("ParentShards");
                generator.writeStartArray();
                writeParent(child.parent(), generator);
                writeParent(child.adjacentParent(), generator);
                generator.writeEndArray();
                generator.writeName("HashKeyRange");
                generator.writeStartObject();
                generator.writeStringProperty(
                        "StartingHashKey", child.range().start().toString());
                generator.writeStringProperty(
                        "EndingHashKey", child.range().end().toString());
                generator.writeEndObject();
                generator.writeEndObject();
            }
        }
        generator.writeEndArray();
    }

    private static void writeParent(@org.jspecify.annotations.Nullable Integer parent, JsonGenerator generator) {
        if (parent != null) {
            generator.writeString(ShardDescription.id(parent));
        }
    }

    /** Writes records until one of the limits of a call is reached. */
    private static final class Page implements RecordSink {

        private final AwsBody body;
        private final JsonGenerator generator;
        private final int shardIndex;
        private final int limit;
        private int records;
        private long bytes;

        Page(AwsBody body, JsonGenerator generator, int shardIndex, int limit) {
            this.body = body;
            this.generator = generator;
            this.shardIndex = shardIndex;
            this.limit = limit;
        }

        @Override
        public boolean accept(
                long number, long arrivalMillis, byte[] buffer, int keyOffset, int keyLength, int dataLength) {
            if (records == limit || bytes + keyLength + dataLength > MAX_BYTES) {
                return false;
            }
            records++;
            bytes += keyLength + dataLength;
            generator.writeStartObject();
            generator.writeStringProperty("SequenceNumber", SequenceNumber.toString(number, shardIndex));
            generator.writeName("ApproximateArrivalTimestamp");
            body.writeInstant(generator, arrivalMillis);
            generator.writeName("Data");
            generator.writeBinary(buffer, keyOffset + keyLength, dataLength);
            generator.writeName("PartitionKey");
            generator.writeUTF8String(buffer, keyOffset, keyLength);
            generator.writeEndObject();
            return true;
        }
    }
}
