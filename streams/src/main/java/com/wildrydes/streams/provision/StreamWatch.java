package com.wildrydes.streams.provision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks whether the streams that are consumed are still those whose positions this process holds. The adapters do not: in a
 * stream that was created anew they would wait for ever at a position of the old one.
 */
public final class StreamWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StreamWatch.class);

    private final StreamGenerations generations;
    private final Set<String> streams;
    private final Duration interval;
    private final Duration patience;
    private final ProcessEnd processEnd;
    private final Clock clock;
    private final Map<String, Instant> missingSince = new HashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private volatile @Nullable Thread watcher;

    /** @param patience how long a stream may be missing; one with another creation time never becomes the old one again */
    public StreamWatch(
            StreamGenerations generations,
            Set<String> streams,
            Duration interval,
            Duration patience,
            ProcessEnd processEnd,
            Clock clock) {
        this.generations = generations;
        this.streams = Set.copyOf(streams);
        this.interval = interval;
        this.patience = patience;
        this.processEnd = processEnd;
        this.clock = clock;
    }

    /** What is wrong with the streams now, by stream. */
    public Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    private void watch() {
        try {
            while (watcher == Thread.currentThread()) {
                Thread.sleep(interval.toMillis());
                if (look()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The watch ends");
        }
    }

    /** @return whether the process is to end */
    boolean look() throws InterruptedException {
        for (String stream : streams) {
            Optional<String> problem;
            try {
                problem = problem(stream);
            } catch (RuntimeException e) {
                LOG.debug("Looking at {} failed", stream, e); // says nothing about the stream
                continue;
            }
            if (problem.isPresent()) {
                processEnd.end(problem.get());
                return true;
            }
        }
        return false;
    }

    /** Why the process must end; empty when the stream is there or may still come back. */
    private Optional<String> problem(String stream) throws InterruptedException {
        Optional<Instant> created = generations.find(stream).map(found -> found.streamCreationTimestamp());
        Instant known = generations.get(stream);
        if (created.isEmpty()) {
            Instant since = missingSince.computeIfAbsent(stream, name -> clock.instant());
            problems.put(stream, "missing since " + since);
            boolean tooLong = Duration.between(since, clock.instant()).compareTo(patience) >= 0;
            return tooLong
                    ? Optional.of("The stream " + stream + " must be there to be read, but is missing since " + since)
                    : Optional.empty();
        }
        missingSince.remove(stream);
        if (!created.get().equals(known)) {
            return Optional.of("The stream " + stream + " was created anew at " + created.get()
                    + " (the one that was read at " + known + "), so all positions are void");
        }
        problems.remove(stream);
        return Optional.empty();
    }

    @Override
    public void start() {
        if (streams.isEmpty()) {
            return;
        }
        Thread thread = new Thread(this::watch, "stream-watch");
        thread.setDaemon(true);
        watcher = thread;
        thread.start();
    }

    @Override
    public void stop() {
        Thread thread = watcher;
        watcher = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watcher != null;
    }
}
