package com.wildrydes.dashboard.live;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Sends through Jetty's core session, because only that takes text as bytes: the sessions above it take a string and encode
 * it for each client anew.
 */
final class JettyOutlet implements Outlet {

    private final CoreSession session;

    JettyOutlet(CoreSession session) {
        this.session = session;
    }

    @Override
    public void send(ByteBuffer text, Consumer<@Nullable Throwable> done) {
        Callback callback = Callback.from(() -> done.accept(null), done::accept);
        session.sendFrame(new Frame(OpCode.TEXT, true, text.slice()), callback, false);
    }

    @Override
    public void ping() {
        session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }

    @Override
    public void close(int code, String reason) {
        session.close(code, reason, Callback.NOOP);
    }

    @Override
    public void abort() {
        session.abort();
    }
}
