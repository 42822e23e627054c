package com.wildrydes.dashboard.live;

import com.wildrydes.dashboard.fleet.Fleet;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all sessions up to date, again and again, on one thread. A message about everybody is encoded once and shared; a
 * session that is busy is passed over, so that a slow client costs the others nothing.
 */
public final class FleetBroadcast implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FleetBroadcast.class);
    private static final int GOING_AWAY = 1001;
    private static final int TRY_AGAIN_LATER = 1013;

    /** As 401 says of a request. */
    static final int TOKEN_ENDED = 4401;

    private final Fleet fleet;
    private final Clock clock;
    private final Settings settings;
    private final FleetSession.Patience patience;
    private final BroadcastMetrics metrics;
    private final Set<FleetSession> sessions = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread;
    private Frames frames;

    /**
     * @param interval the least time between two frames of a session
     * @param heartbeat after so long without a change an empty frame is sent
     * @param pingInterval how often a client must show that it is there
     * @param sendTimeout how long a client may take for one message
     * @param maxSessions how many clients are served at most
     * @param maxSessionsPerCaller how many clients of one caller are served at most
     */
    public record Settings(
            Duration interval,
            Duration heartbeat,
            Duration pingInterval,
            Duration sendTimeout,
            int maxSessions,
            int maxSessionsPerCaller) {

        /**
         * Followers read at multiples of their interval by {@link System#nanoTime}. With the same interval a tick comes a fifth
         * of it later, by when they have read: what is new then waits for the reading and not for the tick as well.
         */
        long nanosToFirstTick(long now) {
            long nanos = interval.toNanos();
            return nanos - Math.floorMod(now, nanos) + nanos / 5;
        }

        int ticks(Duration duration) {
            return (int) Math.max(1, duration.dividedBy(interval));
        }
    }

    public FleetBroadcast(Fleet fleet, Clock clock, Settings settings, MeterRegistry registry) {
        this(fleet, clock, settings, registry, Executors.newSingleThreadScheduledExecutor(task -> {
            Thread broadcast = new Thread(task, "broadcast");
            broadcast.setDaemon(true);
            return broadcast;
        }));
    }

    /** @param thread greets who joins, and ticks once started; shut down with this */
    FleetBroadcast(
            Fleet fleet, Clock clock, Settings settings, MeterRegistry registry, ScheduledExecutorService thread) {
        this.fleet = fleet;
        this.clock = clock;
        this.settings = settings;
        patience = new FleetSession.Patience(
                settings.ticks(settings.heartbeat()),
                settings.ticks(settings.pingInterval()),
                settings.ticks(settings.sendTimeout()));
        metrics = new BroadcastMetrics(registry);
        Gauge.builder("wildrydes.dashboard.sessions", sessions, Set::size)
                .description("Clients of /ws/fleet")
                .register(registry);
        Instant now = clock.instant();
        frames = new Frames(fleet, fleet.advance(now), now);
        this.thread = thread;
    }

    public void start() {
        long interval = settings.interval().toNanos();
        thread.scheduleAtFixedRate(
                this::safeTick, settings.nanosToFirstTick(System.nanoTime()), interval, TimeUnit.NANOSECONDS);
    }

    private void safeTick() {
        try {
            tick();
        } catch (RuntimeException e) {
            // An exception would end the schedule, and the map would stand still for everybody.
            log.error("A frame could not be sent; going on with the next", e);
        }
    }

    /** One moment: closes the current seq and offers every session what it lacks. */
    void tick() {
        Instant now = clock.instant();
        Fleet.Step step = fleet.advance(now);
        metrics.changed(step.changed().size());
        frames = new Frames(fleet, step, now);
        sessions.removeIf(session -> hasEnded(session, now) || !session.offer(frames));
        metrics.encoded(frames.encoded());
    }

    private static boolean hasEnded(FleetSession session, Instant now) {
        if (!session.caller().hasEnded(now)) {
            return false;
        }
        session.close(TOKEN_ENDED, "The token has ended: renew it and connect again");
        return true;
    }

    /** @return empty when there are too many; the client has then been told */
    Optional<FleetSession> join(Outlet outlet, Caller caller) {
        FleetSession session = new FleetSession(outlet, caller, patience, metrics);
        synchronized (sessions) {
            if (sessions.size() >= settings.maxSessions()) {
                return refuse(session, "Too many clients, try again later");
            }
            if (caller.isLimited() && countOf(caller) >= settings.maxSessionsPerCaller()) {
                return refuse(
                        session,
                        "One caller may have " + settings.maxSessionsPerCaller() + " clients, close another first");
            }
            sessions.add(session);
        }
        try {
            thread.execute(() -> session.greet(frames));
        } catch (RejectedExecutionException e) {
            session.close(GOING_AWAY, "The server stops");
        }
        return Optional.of(session);
    }

    private Optional<FleetSession> refuse(FleetSession session, String reason) {
        metrics.refused();
        session.close(TRY_AGAIN_LATER, reason);
        return Optional.empty();
    }

    private long countOf(Caller caller) {
        return sessions.stream()
                .filter(session -> session.caller().id().equals(caller.id()))
                .count();
    }

    void leave(FleetSession session) {
        sessions.remove(session);
    }

    /** Says goodbye to everybody. */
    @Override
    public void close() {
        thread.shutdown();
        disconnectAll();
    }

    /** Makes every client connect anew. */
    public void disconnectAll() {
        sessions.forEach(session -> session.close(GOING_AWAY, "The server stops"));
        sessions.clear();
    }
}
