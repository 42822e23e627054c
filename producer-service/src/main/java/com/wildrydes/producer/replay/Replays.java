package com.wildrydes.producer.replay;

import com.wildrydes.producer.flight.Pace;
import com.wildrydes.producer.flight.ReportSink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The replays that fly, and the last ones that finished; one thread flies them all. Thread-safe. */
public final class Replays implements AutoCloseable {

    /** How many are remembered, flying or finished. */
    static final int REMEMBERED = 100;

    private final int maxPoints;
    private final Clock clock;
    private final ReportSink sink;
    private final Pace pace = new Pace("replays", this::advance);
    /** Oldest first. */
    private final List<Replay> replays = new ArrayList<>();

    public Replays(ReplayProperties limits, Clock clock, ReportSink sink) {
        this.maxPoints = limits.maxPoints();
        this.clock = clock;
        this.sink = sink;
    }

    public void start() {
        pace.start();
    }

    /** @throws TooManyReplaysException when too much flies already */
    synchronized Replay fly(Recording recording, double speed) {
        int held = replays.stream().mapToInt(Replay::held).sum();
        if (held + recording.points().size() > maxPoints) {
            throw new TooManyReplaysException("All replays together may hold " + maxPoints + " points, but hold " + held
                    + " and this one " + "has " + recording.points().size() + "; stop one or wait");
        }
        if (replays.size() == REMEMBERED) {
            Replay oldest = replays.stream()
                    .filter(Replay::isFinished)
                    .findFirst()
                    .orElseThrow(() -> new TooManyReplaysException(
                            "At most " + REMEMBERED + " replays may fly at a time; stop one or wait"));
            replays.remove(oldest);
        }
        Replay replay = new Replay(
                UUID.randomUUID().toString(),
                recording,
                speed,
                clock.instant(),
                ThreadLocalRandom.current().nextLong());
        replays.add(replay);
        return replay;
    }

    void advance() {
        for (Replay replay : snapshot()) {
            replay.advance(clock.instant(), sink);
        }
    }

    private synchronized List<Replay> snapshot() {
        return List.copyOf(replays);
    }

    synchronized Optional<Replay> find(String id) {
        return replays.stream().filter(r -> r.id().equals(id)).findFirst();
    }

    /** Stops and forgets it: once this returns it offers nothing more. @return false when there is no such replay */
    boolean remove(String id) {
        Optional<Replay> replay = find(id);
        replay.ifPresent(Replay::stop);
        return replay.isPresent() && forget(replay.get());
    }

    private synchronized boolean forget(Replay replay) {
        return replays.remove(replay);
    }

    /** @param after the id after which the list, newest first, goes on; null from the newest on */
    synchronized List<Replay> list(@Nullable String after, int limit) {
        List<Replay> newestFirst = new ArrayList<>();
        for (int i = replays.size() - 1; i >= 0; i--) {
            if (after != null && replays.get(i).id().equals(after)) {
                newestFirst.clear();
            } else {
                newestFirst.add(replays.get(i));
            }
        }
        return newestFirst.subList(0, Math.min(limit, newestFirst.size()));
    }

    @Override
    public void close() {
        pace.close();
    }
}
