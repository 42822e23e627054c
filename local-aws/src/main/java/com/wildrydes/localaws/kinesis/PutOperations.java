package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.http.AwsException;
import com.wildrydes.localaws.http.CalledResource;
import com.wildrydes.localaws.kinesis.log.NewRecord;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/** PutRecord and PutRecords. Records of one call that go to one shard are kept in the call's order. */
final class PutOperations {

    private static final Logger log = LoggerFactory.getLogger(PutOperations.class);

    private static final String THROTTLED = "ProvisionedThroughputExceededException";
    private static final String FAILED = "InternalFailure";

    private final Streams streams;
    private final FaultInjector faults;
    private final InstantSource clock;

    PutOperations(Streams streams, FaultInjector faults, InstantSource clock) {
        this.streams = streams;
        this.faults = faults;
        this.clock = clock;
    }

    /** What became of an entry: a place in a shard, or an error. */
    private record Outcome(
            int shardIndex, long number, @Nullable String errorCode, String message) {

        static Outcome stored(int shardIndex, long number) {
            return new Outcome(shardIndex, number, null, "");
        }

        static Outcome error(String code, String message) {
            return new Outcome(0, 0, code, message);
        }
    }

    void putRecord(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AwsBody body = AwsBody.of(request);
        PutReader.PutCall call = PutReader.putRecord(request.getInputStream(), body);
        CalledResource.is(request, call.stream());
        Outcome outcome = put(call, false)[0];
        if (outcome.errorCode != null) {
            throw new AwsException(outcome.errorCode.equals(FAILED) ? 500 : 400, outcome.errorCode, outcome.message);
        }
        loseAnswer();
        body.write(
                response,
                Map.of(
                        "ShardId", ShardDescription.id(outcome.shardIndex),
                        "SequenceNumber", SequenceNumber.toString(outcome.number, outcome.shardIndex)));
    }

    void putRecords(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AwsBody body = AwsBody.of(request);
        PutReader.PutCall call = PutReader.putRecords(request.getInputStream(), body);
        CalledResource.is(request, call.stream());
        Outcome[] outcomes = put(call, true);
        loseAnswer();
        response.setContentType(body.contentType());
        try (JsonGenerator generator = body.mapper().createGenerator(response.getOutputStream())) {
            write(outcomes, generator);
        }
    }

    private void loseAnswer() {
        if (faults.injects(FaultInjector.Kind.LOST_ANSWER)) {
            throw new AwsException(500, FAILED, "The answer was lost on purpose, the records are stored");
        }
    }

    private static void write(Outcome[] outcomes, JsonGenerator generator) {
        int failed = 0;
        generator.writeStartObject();
        generator.writeName("Records");
        generator.writeStartArray();
        for (Outcome outcome : outcomes) {
            generator.writeStartObject();
            if (outcome.errorCode == null) {
                generator.writeStringProperty(
                        "SequenceNumber", SequenceNumber.toString(outcome.number, outcome.shardIndex));
                generator.writeStringProperty("ShardId", ShardDescription.id(outcome.shardIndex));
            } else {
                generator.writeStringProperty("ErrorCode", outcome.errorCode);
                generator.writeStringProperty("ErrorMessage", outcome.message);
                failed++;
            }
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeNumberProperty("FailedRecordCount", failed);
        generator.writeEndObject();
    }

    /** @param oneByOne whether entries may fail by fault injection while others are stored */
    private Outcome[] put(PutReader.PutCall call, boolean oneByOne) {
        Stream stream = streams.get(call.stream());
        Outcome[] outcomes = new Outcome[call.entries().size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = refusal(stream, call.entries().get(i), oneByOne);
            if (outcomes[i] == null) {
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            if (stream.isDeleted()) {
                throw KinesisErrors.streamNotFound(stream.name());
            }
            // Those whose shard was replaced meanwhile go to its children.
            open = store(stream, call.entries(), open, outcomes);
        }
        return outcomes;
    }

    private @Nullable Outcome refusal(Stream stream, PutEntry entry, boolean oneByOne) {
        if (oneByOne && faults.injects(FaultInjector.Kind.FAILED_ENTRY)) {
            return throttled(stream, entry);
        }
        if (faults.limitsThroughput()
                && !stream.shardOf(entry.hashKey())
                        .throughput()
                        .tryWrite(entry.newRecord().size(), clock.millis())) {
            faults.count(FaultInjector.Kind.OVER_LIMIT_IN);
            return throttled(stream, entry);
        }
        return null;
    }

    private static Outcome throttled(Stream stream, PutEntry entry) {
        String shard = stream.shardOf(entry.hashKey()).id();
        return Outcome.error(THROTTLED, KinesisErrors.rateExceededMessage(shard, stream.name()));
    }

    private List<Integer> store(Stream stream, List<PutEntry> entries, List<Integer> indexes, Outcome[] outcomes) {
        Map<Shard, List<Integer>> byShard = new LinkedHashMap<>();
        for (Integer index : indexes) {
            byShard.computeIfAbsent(stream.shardOf(entries.get(index).hashKey()), shard -> new ArrayList<>())
                    .add(index);
        }
        List<Integer> left = new ArrayList<>();
        byShard.forEach((shard, own) -> {
            List<NewRecord> records =
                    own.stream().map(index -> entries.get(index).newRecord()).toList();
            try {
                long[] numbers = shard.append(records, clock.millis(), streams.numbers()::next);
                if (numbers == null) {
                    left.addAll(own);
                    return;
                }
                for (int i = 0; i < numbers.length; i++) {
                    outcomes[own.get(i)] = Outcome.stored(shard.index(), numbers[i]);
                }
            } catch (UncheckedIOException e) {
                log.error("{} of {} could not store {} records", shard.id(), stream.name(), own.size(), e);
                own.forEach(index -> outcomes[index] = Outcome.error(FAILED, "Internal service failure."));
            }
        });
        return left;
    }
}
