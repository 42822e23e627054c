package com.wildrydes.producer.flight;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread that does something {@value #PER_SECOND} times a second, until it is closed. */
public final class Pace implements AutoCloseable {

    /** Ticks a second. A tick that comes late is not made up for. */
    public static final int PER_SECOND = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    private final String name;
    private final Runnable task;
    private final ScheduledExecutorService thread;

    public Pace(String name, Runnable task) {
        this.name = name;
        this.task = task;
        this.thread = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread t = new Thread(run, name);
            t.setDaemon(true);
            return t;
        });
    }

    public void start() {
        long period = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        thread.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        try {
            task.run();
        } catch (RuntimeException e) {
            // The executor would silently never run it again.
            LOG.error("A tick of {} failed; the next one goes on", name, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
