package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** SubscribeToShard: one subscription at a time for a consumer and shard. Thread-safe. */
final class Subscriptions {

    /** A later call takes the subscription over; one that comes earlier is refused. */
    static final long UNDISPUTED_MILLIS = 5_000;

    /** How often subscriptions look for new records, and for what may end them. */
    private static final long LOOK_MILLIS = 20;

    private final ConsumerOperations consumers;
    private final FaultInjector faults;
    private final InstantSource clock;
    private final Map<Key, Place> places = new HashMap<>();
    /** Null while there is nothing to look after. */
    private @Nullable ScheduledFuture<?> look;

    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "kinesis-subscriptions");
        thread.setDaemon(true);
        return thread;
    });

    private record Key(
            String stream, long streamCreatedMillis, String consumer, long consumerCreatedMillis, int shard) {}

    /** What is remembered of a consumer and shard. */
    private static final class Place {
        private final Throughput.Allowance allowance = new Throughput.Allowance(2 * Throughput.MEBIBYTE);
        private long takenMillis = Long.MIN_VALUE / 2;
        private @Nullable EventPush current;
    }

    Subscriptions(ConsumerOperations consumers, FaultInjector faults, InstantSource clock) {
        this.consumers = consumers;
        this.faults = faults;
        this.clock = clock;
    }

    void subscribeToShard(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AwsBody body = AwsBody.of(request);
        Parameters parameters = new Parameters(body.read(request), body);
        ConsumerOperations.Found found = consumers.find("ConsumerARN", parameters.text("ConsumerARN"));
        Stream stream = found.stream();
        ConsumerDescription consumer = found.consumer();
        Shard shard = stream.shard(parameters.name("ShardId"));
        Parameters position = parameters.findObject("StartingPosition");
        if (position == null) {
            throw KinesisErrors.validation("null", "startingPosition", "Member must not be null");
        }
        long now = clock.millis();
        if (!consumer.isActive(now)) {
            throw KinesisErrors.resourceInUse("Consumer " + consumer.name() + " under stream " + stream.name()
                    + " under account " + KinesisErrors.ACCOUNT + " must be ACTIVE, but is " + consumer.status(now)
                    + ".");
        }
        long first = new StartingPosition(
                        "SubscribeToShard",
                        position.oneOf("Type", StartingPosition.TYPES),
                        position.findText("SequenceNumber"),
                        position.findInstant("Timestamp"))
                .firstNumber(stream, shard, now);
        Key key = new Key(
                stream.name(),
                stream.description().createdMillis(),
                consumer.name(),
                consumer.createdMillis(),
                shard.index());
        synchronized (this) {
            Place place = places.computeIfAbsent(key, unused -> new Place());
            if (now - place.takenMillis < UNDISPUTED_MILLIS) {
                throw KinesisErrors.resourceInUse("Another active subscription exists for this consumer: "
                        + consumer.name() + ", shard " + shard.id() + ". A call takes it over "
                        + UNDISPUTED_MILLIS / 1_000 + " s after the one before.");
            }
            ShardEvents events = new ShardEvents(stream, shard, consumer, body, faults, place.allowance, now, first);
            if (place.current != null) {
                place.current
                        .events()
                        .end(KinesisErrors.resourceInUse("Another subscription of consumer " + consumer.name()
                                + " to shard " + shard.id() + " has taken over."));
                place.current.push();
            }
            place.takenMillis = now;
            place.current = EventPush.begin(request, response, events, clock);
            if (look == null) {
                look = looking.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Lets every subscription write what is new. */
    private void look() {
        for (EventPush push : current()) {
            push.push();
        }
    }

    private synchronized List<EventPush> current() {
        long now = clock.millis();
        places.values()
                .removeIf(place -> (place.current == null || place.current.isOver())
                        && now - place.takenMillis >= UNDISPUTED_MILLIS);
        if (places.isEmpty() && look != null) {
            look.cancel(false);
            look = null;
        }
        return places.values().stream()
                .flatMap(place -> java.util.stream.Stream.ofNullable(place.current))
                .filter(push -> !push.isOver())
                .toList();
    }

    /** How many bytes the consumer's current subscriptions were given. */
    synchronized long written(String consumer) {
        return places.entrySet().stream()
                .filter(place -> place.getKey().consumer().equals(consumer))
                .flatMap(place -> java.util.stream.Stream.ofNullable(place.getValue().current))
                .mapToLong(EventPush::written)
                .sum();
    }

    /** Ends all subscriptions. */
    void close() {
        looking.shutdownNow();
        current().forEach(EventPush::close);
    }
}
