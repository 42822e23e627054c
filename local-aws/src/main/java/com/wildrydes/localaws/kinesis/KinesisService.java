package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.http.AwsException;
import com.wildrydes.localaws.http.AwsService;
import com.wildrydes.localaws.http.CalledResource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Kinesis over HTTP; its constructor names every operation. */
public final class KinesisService implements AwsService {

    private static final Logger log = LoggerFactory.getLogger(KinesisService.class);

    private static final int TRIM_SECONDS = 10;

    private final Streams streams;
    private final FaultInjector faults;
    private final Subscriptions subscriptions;
    private final Map<String, Operation> operations = new HashMap<>();
    private final ScheduledExecutorService trimming = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "kinesis-retention");
        thread.setDaemon(true);
        return thread;
    });

    private interface Operation {
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /**
     * Opens the streams in a folder.
     *
     * @param region which ARNs carry
     * @param retentionBytes what a shard keeps at most
     * @param clock stamps records; expires iterators and records
     */
    public KinesisService(Path folder, String region, long retentionBytes, Faults faults, InstantSource clock) {
        streams = Streams.load(folder, clock, retentionBytes);
        this.faults = new FaultInjector(faults);

        StreamOperations ofStreams = new StreamOperations(streams, region);
        call("CreateStream", ofStreams::createStream);
        call("DeleteStream", ofStreams::deleteStream);
        throttled("DescribeStream", tree(ofStreams::describeStream));
        throttled("DescribeStreamSummary", tree(ofStreams::describeStreamSummary));
        call("ListStreams", ofStreams::listStreams);
        call("DescribeLimits", ofStreams::describeLimits);
        call("UpdateStreamMode", ofStreams::updateStreamMode);
        call("IncreaseStreamRetentionPeriod", ofStreams::increaseRetention);
        call("DecreaseStreamRetentionPeriod", ofStreams::decreaseRetention);

        ConsumerOperations ofConsumers = new ConsumerOperations(streams, ofStreams, clock);
        throttled("RegisterStreamConsumer", tree(ofConsumers::registerStreamConsumer));
        throttled("DescribeStreamConsumer", tree(ofConsumers::describeStreamConsumer));
        throttled("DeregisterStreamConsumer", tree(ofConsumers::deregisterStreamConsumer));
        throttled("ListStreamConsumers", tree(ofConsumers::listStreamConsumers));
        subscriptions = new Subscriptions(ofConsumers, this.faults, clock);
        throttled("SubscribeToShard", subscriptions::subscribeToShard);

        TagOperations ofTags = new TagOperations(streams, ofConsumers);
        call("AddTagsToStream", ofTags::addTagsToStream);
        call("RemoveTagsFromStream", ofTags::removeTagsFromStream);
        call("ListTagsForStream", ofTags::listTagsForStream);
        call("TagResource", ofTags::tagResource);
        call("UntagResource", ofTags::untagResource);
        call("ListTagsForResource", ofTags::listTagsForResource);

        ShardOperations ofShards = new ShardOperations(streams, ofStreams, clock);
        throttled("ListShards", tree(ofShards::listShards));
        call("SplitShard", ofShards::splitShard);
        call("MergeShards", ofShards::mergeShards);
        call("UpdateShardCount", ofShards::updateShardCount);

        IteratorOperations ofIterators = new IteratorOperations(streams, clock);
        data("GetShardIterator", tree(ofIterators::getShardIterator));
        GetOperations gets = new GetOperations(streams, this.faults, clock);
        data("GetRecords", gets::getRecords);
        PutOperations puts = new PutOperations(streams, this.faults, clock);
        data("PutRecord", puts::putRecord);
        data("PutRecords", puts::putRecords);

        trimming.scheduleWithFixedDelay(this::trim, TRIM_SECONDS, TRIM_SECONDS, TimeUnit.SECONDS);
        log.info("Kinesis keeps {} streams in {}", streams.list().size(), folder);
    }

    private void call(String name, Function<Parameters, @Nullable Object> operation) {
        operations.put(name, tree(operation));
    }

    /** An operation on streams that AWS throttles too. */
    private void throttled(String name, Operation answer) {
        operations.put(name, (request, response) -> {
            faults.delay();
            if (faults.injects(FaultInjector.Kind.THROTTLED)) {
                throw KinesisErrors.limitExceeded("Rate exceeded for " + name + " on purpose.");
            }
            answer.answer(request, response);
        });
    }

    private void data(String name, Operation operation) {
        operations.put(name, (request, response) -> {
            faults.delay();
            if (faults.injects(FaultInjector.Kind.THROTTLED)) {
                throw AwsException.client(
                        "ProvisionedThroughputExceededException", "Rate exceeded for " + name + " on purpose.");
            }
            operation.answer(request, response);
        });
    }

    private static Operation tree(Function<Parameters, @Nullable Object> operation) {
        return (request, response) -> {
            AwsBody body = AwsBody.of(request);
            JsonNode parameters = body.read(request);
            CalledResource.isIn(request, parameters);
            Object answer = operation.apply(new Parameters(parameters, body));
            if (answer == null) {
                response.setContentType(body.contentType());
                response.setContentLength(0);
            } else {
                body.write(response, answer);
            }
        };
    }

    void trim() {
        try {
            streams.trim();
        } catch (RuntimeException e) {
            log.error("What is older than its retention period could not be dropped", e);
        }
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    FaultInjector faults() {
        return faults;
    }

    /** Answers and changes the {@link Faults} while this runs. */
    public HttpServlet faultsServlet() {
        return new FaultsServlet(faults);
    }

    @Override
    public Set<String> targetPrefixes() {
        return Set.of("Kinesis_20131202");
    }

    @Override
    public void handle(String operation, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Operation answer = operations.get(operation);
        if (answer == null) {
            throw AwsException.client("UnknownOperationException", "local-aws does not play Kinesis' " + operation);
        }
        answer.answer(request, response);
    }

    @Override
    public void close() {
        trimming.shutdownNow();
        subscriptions.close();
        streams.close();
    }
}
