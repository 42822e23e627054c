package com.wildrydes.streams.provision;

import com.wildrydes.streams.StreamsProperties;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * Sees to it that the streams are there before the bindings start: creates all of the suite's that are missing, if it may,
 * and waits for those that this service consumes. Whichever service is first creates them; the others find them.
 */
public final class StreamProvisioning implements SmartLifecycle {

    /** Before the binder's {@code InputBindingLifecycle}, whose phase is {@code Integer.MAX_VALUE - 3000}. */
    static final int PHASE = Integer.MAX_VALUE - 3500;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POLLS_A_LINE = 50;
    private static final Logger LOG = LoggerFactory.getLogger(StreamProvisioning.class);

    private final KinesisAsyncClient kinesis;
    private final StreamGenerations generations;
    private final Map<String, Integer> created;
    private final Set<String> consumed;
    private volatile boolean running;

    /** @param consumed the streams that this service's bindings read */
    public StreamProvisioning(
            KinesisAsyncClient kinesis,
            StreamGenerations generations,
            boolean provision,
            StreamsProperties properties,
            Set<String> consumed) {
        this.kinesis = kinesis;
        this.generations = generations;
        this.created = provision ? shards(properties) : Map.of();
        this.consumed = Set.copyOf(consumed);
    }

    private static Map<String, Integer> shards(StreamsProperties properties) {
        Map<String, Integer> shards = new LinkedHashMap<>();
        shards.put(properties.reports(), properties.shards().reports());
        shards.put(properties.summaries(), properties.shards().summaries());
        shards.put(properties.alerts(), properties.shards().alerts());
        shards.put(properties.deadLetters(), properties.shards().deadLetters());
        return shards;
    }

    @Override
    public void start() {
        try {
            for (Map.Entry<String, Integer> stream : created.entrySet()) {
                createIfMissing(stream.getKey(), stream.getValue());
            }
            for (String stream : created.keySet()) {
                awaitActive(stream);
            }
            for (String stream : consumed) {
                awaitActive(stream);
                PatientCalls.call("describe the stream " + stream, () -> generations.get(stream));
            }
            running = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the streams");
        }
    }

    private void createIfMissing(String stream, int shards) throws InterruptedException {
        if (find(stream).isPresent()) {
            return;
        }
        PatientCalls.call("create the stream " + stream, () -> {
            create(stream, shards);
            return stream;
        });
    }

    private void create(String stream, int shards) {
        try {
            kinesis.createStream(request -> request.streamName(stream).shardCount(shards))
                    .join();
            LOG.info("Created the stream {} with {} shards", stream, shards);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ResourceInUseException)) { // else another service was faster
                throw e;
            }
        }
    }

    private Optional<StreamDescriptionSummary> find(String stream) throws InterruptedException {
        return PatientCalls.call("describe the stream " + stream, () -> generations.find(stream));
    }

    private void awaitActive(String stream) throws InterruptedException {
        for (int polls = 0; !isActive(stream); polls++) {
            if (polls % POLLS_A_LINE == 0) {
                LOG.warn("Waiting for the stream {}, which is not there or not active yet", stream);
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private boolean isActive(String stream) throws InterruptedException {
        return find(stream)
                .filter(found ->
                        found.streamStatus() == StreamStatus.ACTIVE || found.streamStatus() == StreamStatus.UPDATING)
                .isPresent();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
