package com.wildrydes.streams.follow;

import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamFollowers;
import com.wildrydes.streams.StreamsProperties.Following;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * Makes followers: those that poll, all on one budget of reads, and by enhanced fan-out those that stay, when that is set. A
 * passing one polls in any case: to register a consumer for it would take seconds, and one of the stream's few places.
 */
public final class KinesisStreamFollowers implements StreamFollowers, AutoCloseable {

    private final KinesisAsyncClient kinesis;
    private final Supplier<KinesisAsyncClient> fanOutClient;
    private final Following settings;
    private final Clock clock;
    private final ReadBudget budget;
    private final Set<StreamFollower> open = ConcurrentHashMap.newKeySet();
    private @Nullable KinesisAsyncClient fanOut;

    /** @param fanOutClient makes the client of subscriptions, when there is to be one; closed with this */
    public KinesisStreamFollowers(
            KinesisAsyncClient kinesis, Supplier<KinesisAsyncClient> fanOutClient, Following settings, Clock clock) {
        this.kinesis = kinesis;
        this.fanOutClient = fanOutClient;
        this.settings = settings;
        this.clock = clock;
        this.budget = new ReadBudget(settings.interval());
    }

    @Override
    public StreamFollower follow(String stream, StreamFollower.Start start, StreamFollower.Listener listener) {
        return follower(stream, start, listener, new PolledShards(kinesis, budget, settings.limit()));
    }

    @Override
    public StreamFollower followForGood(String stream, StreamFollower.Start start, StreamFollower.Listener listener) {
        if (!settings.fanOut()) {
            return follow(stream, start, listener);
        }
        String replica = settings.replica().isBlank() ? UUID.randomUUID().toString() : settings.replica();
        KinesisAsyncClient client = fanOut();
        StreamConsumer consumer =
                new StreamConsumer(client, stream, new ConsumerName(settings.consumer(), replica), clock);
        return follower(stream, start, listener, new SubscribedShards(client, consumer));
    }

    private synchronized KinesisAsyncClient fanOut() {
        if (fanOut == null) {
            fanOut = fanOutClient.get();
        }
        return fanOut;
    }

    private StreamFollower follower(
            String stream, StreamFollower.Start start, StreamFollower.Listener listener, ShardReadings readings) {
        StreamFollower follower = new KinesisStreamFollower(stream, start, listener, kinesis, readings, open::remove);
        open.add(follower);
        return follower;
    }

    @Override
    public synchronized void close() {
        List.copyOf(open).forEach(StreamFollower::close);
        if (fanOut != null) {
            fanOut.close();
        }
    }
}
