package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.http.CalledResource;
import com.wildrydes.localaws.kinesis.log.ReadResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import tools.jackson.core.JsonGenerator;

/** GetRecords. */
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
        CalledResource.is(request, iterator.stream());
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
            faults.count(FaultInjector.Kind.OVER_LIMIT_OUT);
            throw KinesisErrors.rateExceeded(shard.id(), stream.name());
        }
        response.setContentType(body.contentType());
        try (JsonGenerator generator = body.mapper().createGenerator(response.getOutputStream())) {
            // Before the reading: a shard that is closed during it may hold more records than were seen.
            boolean closed = !shard.description().isOpen();
            generator.writeStartObject();
            generator.writeName("Records");
            generator.writeStartArray();
            RecordPage page = new RecordPage(body, generator, shard.index(), limit, MAX_BYTES);
            ReadResult result = shard.log().read(iterator.from(), stream.horizonMillis(), page);
            generator.writeEndArray();
            if (faults.limitsThroughput()) {
                shard.throughput().hasRead(page.bytes());
            }
            long behind = result.reachedEnd() ? 0 : Math.max(0, now - result.unreadArrivalMillis());
            generator.writeNumberProperty("MillisBehindLatest", behind);
            if (closed && result.reachedEnd()) {
                RecordPage.writeChildren(stream.shards(), shard.index(), generator);
            } else {
                ShardIterator next = new ShardIterator(
                        iterator.stream(), iterator.streamCreatedMillis(), shard.index(), result.next(), now);
                generator.writeStringProperty("NextShardIterator", next.encode());
            }
            generator.writeEndObject();
        }
    }
}
