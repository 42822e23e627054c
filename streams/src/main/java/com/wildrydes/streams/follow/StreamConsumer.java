package com.wildrydes.streams.follow;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.NowAndThen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Tag;

/**
 * This process's own consumer of a stream: registered when it is first needed, deregistered at the end, and kept alive between
 * by a tag with the time ({@link ConsumerName} says of whom that tag is believed). Consumers whose process is gone are
 * deregistered too, for a stream has room for twenty and each costs by the hour. Thread-safe.
 */
final class StreamConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamConsumer.class);

    private static final Backoff LOOK = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration WARNING = Duration.ofSeconds(60);
    /** Cleaning up lists the stream's consumers and asks for the tags of each, so it is done now and then only. */
    private static final int HEARTBEATS_A_CLEANING = 10;

    private final KinesisAsyncClient kinesis;
    private final String stream;
    private final ConsumerName name;
    private final Clock clock;
    private final NowAndThen refusal = new NowAndThen(WARNING);
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stream-consumer");
        thread.setDaemon(true);
        return thread;
    });
    /** Of the heart's thread alone. */
    private int heartbeats;

    private @Nullable String arn;
    /** Set before the registration, of which an interrupted one may not learn that it succeeded. */
    private @Nullable String registeredWith;

    private volatile boolean refused;
    private boolean closed;

    StreamConsumer(KinesisAsyncClient kinesis, String stream, ConsumerName name, Clock clock) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.name = name;
        this.clock = clock;
        long seconds = ConsumerName.HEARTBEAT.toSeconds();
        heart.scheduleAtFixedRate(this::beat, seconds, seconds, TimeUnit.SECONDS);
    }

    /** Whether the stream has as many consumers as it may, so that there is no room for this one. */
    boolean isRefused() {
        return refused;
    }

    /**
     * The consumer's ARN; registers it and waits until it may subscribe when that is still to be done.
     *
     * @throws RuntimeException as the client does
     */
    synchronized String arn() throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("The consumer " + name + " must be open, but was closed");
        }
        if (arn == null) {
            arn = register();
        }
        return arn;
    }

    /** Forgets a consumer that is not there any more, together with its stream or without it. */
    synchronized void lost(String gone) {
        if (gone.equals(arn)) {
            LOG.warn("The consumer {} of {} is gone; it is registered anew", name, stream);
            arn = null;
        }
    }

    private String register() throws InterruptedException {
        String streamArn = streamArn();
        registeredWith = streamArn;
        try {
            Calls.await(kinesis.registerStreamConsumer(
                    request -> request.streamARN(streamArn).consumerName(name.toString())));
        } catch (ResourceInUseException e) {
            // This replica's own, from before a restart. Its name is nobody else's.
            LOG.info("The consumer {} of {} is registered already", name, stream);
        } catch (LimitExceededException e) {
            registeredWith = null;
            refuse(streamArn, e);
            throw e;
        }
        refused = false;
        for (int looks = 1; ; looks++) {
            ConsumerDescription found = Calls.await(kinesis.describeStreamConsumer(
                            request -> request.streamARN(streamArn).consumerName(name.toString())))
                    .consumerDescription();
            if (found.consumerStatus() == ConsumerStatus.ACTIVE) {
                LOG.info("Reading {} as its consumer {}", stream, found.consumerARN());
                sign(found.consumerARN());
                return found.consumerARN();
            }
            Thread.sleep(LOOK.delay(looks, ThreadLocalRandom.current()).toMillis());
        }
    }

    private void refuse(String streamArn, LimitExceededException reason) throws InterruptedException {
        refused = true;
        if (refusal.isTime()) {
            LOG.warn(
                    "There must be room for the consumer {} of {}, but there is none; it waits until one goes: {}",
                    name,
                    stream,
                    reason.getMessage());
        }
        deregisterTheDead(streamArn);
    }

    private String streamArn() throws InterruptedException {
        return Calls.await(kinesis.describeStreamSummary(request -> request.streamName(stream)))
                .streamDescriptionSummary()
                .streamARN();
    }

    /** Without the lock while it calls: the shards that subscribe anew meanwhile must not wait. */
    private void beat() {
        try {
            @Nullable String own;
            synchronized (this) {
                own = arn;
            }
            if (own != null) {
                sign(own);
            }
            if (heartbeats++ % HEARTBEATS_A_CLEANING == 0) {
                deregisterTheDead(streamArn());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("The consumers of {} could not be looked after; that is tried again: {}", stream, e.toString());
        }
    }

    /** Says that the consumer is read. A failure is none of the reading's business: the next minute says it again. */
    private void sign(String consumer) throws InterruptedException {
        try {
            Calls.await(kinesis.tagResource(request -> request.resourceARN(consumer)
                    .tags(Map.of(ConsumerName.ALIVE, clock.instant().toString()))));
        } catch (RuntimeException e) {
            LOG.warn("The consumer {} of {} could not be tagged as alive: {}", name, stream, e.toString());
        }
    }

    private void deregisterTheDead(String streamArn) throws InterruptedException {
        for (Consumer consumer : consumers(streamArn)) {
            if (!name.isSibling(consumer.consumerName())) {
                continue;
            }
            Instant now = clock.instant();
            if (!ConsumerName.isDead(consumer.consumerCreationTimestamp(), Optional.empty(), now)) {
                continue; // spares the question
            }
            try {
                Optional<String> alive = Calls.await(
                                kinesis.listTagsForResource(request -> request.resourceARN(consumer.consumerARN())))
                        .tags()
                        .stream()
                        .filter(tag -> tag.key().equals(ConsumerName.ALIVE))
                        .map(Tag::value)
                        .findFirst();
                if (ConsumerName.isDead(consumer.consumerCreationTimestamp(), alive, now)) {
                    Calls.await(
                            kinesis.deregisterStreamConsumer(request -> request.consumerARN(consumer.consumerARN())));
                    LOG.info(
                            "The consumer {} of {} was last alive at {}, and is deregistered",
                            consumer.consumerName(),
                            stream,
                            alive.orElse("its registration"));
                }
            } catch (ResourceNotFoundException e) {
                LOG.debug("{} went meanwhile", consumer.consumerARN(), e);
            }
        }
    }

    private List<Consumer> consumers(String streamArn) throws InterruptedException {
        List<Consumer> consumers = new ArrayList<>();
        @Nullable String token = null;
        do {
            @Nullable String page = token;
            var response = Calls.await(kinesis.listStreamConsumers(
                    request -> request.streamARN(streamArn).nextToken(page)));
            consumers.addAll(response.consumers());
            token = response.nextToken();
        } while (token != null);
        return consumers;
    }

    /** Deregisters it, within two seconds: whoever does not manage that leaves it to the others. */
    @Override
    public void close() {
        heart.shutdownNow();
        synchronized (this) {
            if (!closed) {
                closed = true;
                deregister();
            }
        }
    }

    private void deregister() {
        if (registeredWith == null) {
            return;
        }
        String streamArn = registeredWith;
        try {
            kinesis.deregisterStreamConsumer(
                            request -> request.streamARN(streamArn).consumerName(name.toString()))
                    .get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The consumer {} of {} could not be deregistered: {}", name, stream, e.toString());
        }
    }
}
