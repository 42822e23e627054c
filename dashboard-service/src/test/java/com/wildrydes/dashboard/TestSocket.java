package com.wildrydes.dashboard;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that nobody here wrote, with its messages in a queue. */
final class TestSocket implements WebSocket.Listener {

    /** In place of a code when the connection broke without one. */
    static final int BROKEN = -1;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final boolean reading;
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final CompletableFuture<String> closeReason = new CompletableFuture<>();

    private TestSocket(boolean reading) {
        this.reading = reading;
    }

    record Opened(TestSocket messages, WebSocket socket) {}

    static Opened open(URI uri) {
        return open(uri, true);
    }

    static Opened openWithoutReading(URI uri) {
        return open(uri, false);
    }

    /** @param headers names and values in turn */
    static Opened openWith(URI uri, String... headers) {
        return open(uri, true, headers);
    }

    private static Opened open(URI uri, boolean reading, String... headers) {
        TestSocket listener = new TestSocket(reading);
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return new Opened(listener, builder.buildAsync(uri, listener).join());
    }

    @Override
    public void onOpen(WebSocket socket) {
        if (reading) {
            socket.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        closeReason.complete(reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.complete(BROKEN);
        closeReason.complete(String.valueOf(error));
    }

    String next() throws InterruptedException {
        String message = messages.poll(20, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("No message came within 20 s");
        }
        return message;
    }
}
