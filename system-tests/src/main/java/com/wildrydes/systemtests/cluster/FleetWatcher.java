package com.wildrydes.systemtests.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A page that is open: follows {@code /ws/fleet}, connects again when that ends, and knows how long it ever was without a frame. */
final class FleetWatcher implements AutoCloseable {

    private static final Duration RECONNECT_AFTER = Duration.ofMillis(250);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http;
    private final URI socket;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<@Nullable WebSocket> open = new AtomicReference<>();
    private final Gap gap = new Gap();
    private volatile boolean closed;

    /** @param door scheme, host and port of the dashboard */
    FleetWatcher(HttpClient http, URI door) {
        this.http = http;
        this.socket = URI.create(door.resolve("/ws/fleet").toString().replaceFirst("^http", "ws"));
    }

    void start() {
        connect();
    }

    private void connect() {
        if (closed) {
            return;
        }
        var unused = http.newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(socket, new Frames())
                .whenComplete((webSocket, failure) -> {
                    if (failure == null) {
                        connections.incrementAndGet();
                        open.set(webSocket);
                    } else {
                        connectLater();
                    }
                });
    }

    private void connectLater() {
        CompletableFuture.delayedExecutor(RECONNECT_AFTER.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::connect);
    }

    private final class Frames implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            if (last) {
                gap.seen(System.nanoTime());
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
            connectLater();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket webSocket, Throwable failure) {
            connectLater();
        }
    }

    /** The longest time without a frame since the last call, the time that is still going on included. */
    Duration longestGap() {
        return Duration.ofNanos(gap.longest(System.nanoTime()));
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        closed = true;
        WebSocket webSocket = open.get();
        if (webSocket != null) {
            webSocket.abort();
        }
    }

    /** The longest time between two frames. */
    static final class Gap {

        private long last = -1;
        private long longest;

        synchronized void seen(long nanos) {
            if (last >= 0) {
                longest = Math.max(longest, nanos - last);
            }
            last = nanos;
        }

        /** Begins anew: what went on before does not count twice. */
        synchronized long longest(long nanos) {
            long answer = last < 0 ? nanos : Math.max(longest, nanos - last);
            longest = 0;
            return answer;
        }
    }
}
