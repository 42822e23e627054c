package com.wildrydes.dashboard.tail;

import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamFollowers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The tails that are open. They share the budget of reads with the map, so they are few. Thread-safe. */
public final class Tails implements AutoCloseable {

    private final StreamFollowers followers;
    private final List<String> streams;
    private final Settings settings;
    private final Semaphore free;
    private final Set<Tail> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param most how many tails may be open
     * @param keepAlive after so long without a record an empty line is written
     */
    public record Settings(int most, Duration keepAlive) {}

    /** @param streams the streams that may be followed */
    public Tails(StreamFollowers followers, List<String> streams, Settings settings, MeterRegistry registry) {
        this.followers = followers;
        this.streams = List.copyOf(streams);
        this.settings = settings;
        free = new Semaphore(settings.most());
        Gauge.builder("wildrydes.dashboard.tails", free, places -> settings.most() - places.availablePermits())
                .description("Streams being followed over HTTP")
                .register(registry);
    }

    List<String> streams() {
        return streams;
    }

    int most() {
        return settings.most();
    }

    /** Reserves a place, to be given back with {@link #release()}. */
    boolean tryAcquire() {
        return free.tryAcquire();
    }

    void release() {
        free.release();
    }

    /** Writes the stream's records, a line each, until the client goes (which is no error) or the application stops. */
    void follow(String stream, StreamFollower.Start start, OutputStream out) throws InterruptedException {
        try (Tail tail = new Tail();
                StreamFollower follower = followers.follow(stream, start, tail)) {
            open.add(tail);
            try {
                if (closed) {
                    return;
                }
                follower.start();
                tail.copyTo(out, settings.keepAlive());
            } catch (IOException clientGone) {
                // How every tail ends.
            } finally {
                // Before the follower is closed: it may wait for its threads, which may wait for this tail.
                tail.close();
                open.remove(tail);
            }
        }
    }

    /** Ends all tails, so that they do not hold up the stop of the server. */
    @Override
    public void close() {
        closed = true;
        open.forEach(Tail::close);
    }
}
