package com.wildrydes.dashboard.live;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's connection whose reading the test controls. */
final class FakeOutlet implements Outlet {

    final List<ByteBuffer> sent = new ArrayList<>();
    int pings;
    int closedWith;
    boolean aborted;
    private @Nullable Consumer<@Nullable Throwable> pending;
    private boolean reading = true;

    /** From now on what is sent stays under way until {@link #read()}. */
    FakeOutlet stopReading() {
        reading = false;
        return this;
    }

    void read() {
        Consumer<@Nullable Throwable> done = pending;
        pending = null;
        if (done != null) {
            done.accept(null);
        }
    }

    void fail() {
        Consumer<@Nullable Throwable> done = pending;
        if (done != null) {
            done.accept(new java.io.IOException("connection reset"));
        }
    }

    @Override
    public void send(ByteBuffer text, Consumer<@Nullable Throwable> done) {
        sent.add(text);
        if (reading) {
            done.accept(null);
        } else {
            pending = done;
        }
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(int code, String reason) {
        closedWith = code;
    }

    @Override
    public void abort() {
        aborted = true;
    }
}
