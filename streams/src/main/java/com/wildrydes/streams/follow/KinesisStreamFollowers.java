package com.wildrydes.streams.follow;

import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamFollowers;
import com.wildrydes.streams.StreamsProperties.Following;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Makes followers that poll, all on one budget of reads. */
public final class KinesisStreamFollowers implements StreamFollowers, AutoCloseable {

    private final KinesisAsyncClient kinesis;
    private final Following settings;
    private final ReadBudget budget;
    private final Set<StreamFollower> open = ConcurrentHashMap.newKeySet();

    public KinesisStreamFollowers(KinesisAsyncClient kinesis, Following settings) {
        this.kinesis = kinesis;
        this.settings = settings;
        this.budget = new ReadBudget(settings.interval());
    }

    @Override
    public StreamFollower follow(String stream, StreamFollower.Start start, StreamFollower.Listener listener) {
        StreamFollower follower =
                new KinesisStreamFollower(stream, start, listener, kinesis, settings, budget, open::remove);
        open.add(follower);
        return follower;
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(StreamFollower::close);
    }
}
