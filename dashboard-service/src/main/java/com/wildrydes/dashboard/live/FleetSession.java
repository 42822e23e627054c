package com.wildrydes.dashboard.live;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows of one client: the seq it has, and whether it is still busy with its last message.
 *
 * <p>{@link #offer} and {@link #greet} are for the broadcast's thread; the other methods may be called by any.
 */
final class FleetSession {

    private static final long NOTHING = -1;

    /** After so many pings without an answer nobody is there any more. */
    private static final int UNANSWERED_PINGS = 3;

    private final Outlet outlet;
    private final Caller caller;
    private final Patience patience;
    private final BroadcastMetrics metrics;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean wantsSnapshot = new AtomicBoolean(true);
    private volatile @Nullable Subscription subscription;
    private volatile boolean broken;
    private volatile int pings;

    /** Null while the client hears of everybody. */
    private @Nullable View view;

    /** Of the last message. */
    private long seq = NOTHING;

    /** Up to where the view was kept up to date; ahead of {@link #seq} while nothing concerned it. */
    private long seen = NOTHING;

    private int busyTicks;
    private int quietTicks;
    private int ticksToPing;

    /**
     * Counted in ticks of the broadcast.
     *
     * @param heartbeat after so many without a message an empty frame is sent, so that the client can tell silence from a
     *     dead connection
     * @param ping how often the client is asked whether it is there
     * @param busy after so many with one message under way the client is given up
     */
    record Patience(int heartbeat, int ping, int busy) {}

    FleetSession(Outlet outlet, Caller caller, Patience patience, BroadcastMetrics metrics) {
        this.outlet = outlet;
        this.caller = caller;
        this.patience = patience;
        this.metrics = metrics;
        this.ticksToPing = patience.ping();
    }

    Caller caller() {
        return caller;
    }

    /** The client has a gap and wants to start over. */
    void resync() {
        wantsSnapshot.set(true);
    }

    /** The client wants to hear only of these from now on, or of everybody again (null). */
    void subscribe(@Nullable Subscription wanted) {
        subscription = wanted;
        // Last, because the snapshot that answers takes the subscription.
        wantsSnapshot.set(true);
    }

    /** The client answered a ping. */
    void pong() {
        pings = 0;
    }

    void close(int code, String reason) {
        outlet.close(code, CloseReason.fitting(reason));
    }

    /** Sends the snapshot at once if that is still due. */
    void greet(Frames frames) {
        if (seq == NOTHING && !busy.get()) {
            bringUpToDate(frames);
        }
    }

    /**
     * Sends what the client lacks, unless it is busy.
     *
     * @return false when the client was given up
     */
    boolean offer(Frames frames) {
        if (broken || isGone()) {
            outlet.abort();
            return false;
        }
        if (busy.get()) {
            metrics.skipped();
            if (++busyTicks > patience.busy()) {
                metrics.givenUp();
                outlet.abort();
                return false;
            }
            return true;
        }
        bringUpToDate(frames);
        return true;
    }

    private boolean isGone() {
        if (--ticksToPing > 0) {
            return false;
        }
        ticksToPing = patience.ping();
        if (pings >= UNANSWERED_PINGS) {
            metrics.givenUp();
            return true;
        }
        pings = pings + 1;
        outlet.ping();
        return false;
    }

    private void bringUpToDate(Frames frames) {
        boolean heartbeat = ++quietTicks >= patience.heartbeat();
        ByteBuffer message = null;
        if (wantsSnapshot.getAndSet(false)) {
            Subscription wanted = subscription;
            view = wanted == null ? null : new View(wanted);
            message = view == null ? frames.snapshot() : frames.snapshot(view);
        } else if (seen < frames.seq() || heartbeat) {
            message = view == null ? frames.since(seq) : frames.since(seq, seen, view, heartbeat);
        }
        seen = frames.seq();
        if (message != null) {
            seq = frames.seq();
            send(message);
        }
    }

    private void send(ByteBuffer text) {
        quietTicks = 0;
        busyTicks = 0;
        busy.set(true);
        metrics.sent(text.remaining());
        outlet.send(text, this::sent);
    }

    private void sent(@Nullable Throwable failure) {
        if (failure != null) {
            broken = true;
        }
        busy.set(false);
    }
}
