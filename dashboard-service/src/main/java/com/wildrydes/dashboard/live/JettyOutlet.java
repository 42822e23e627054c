package com.wildrydes.dashboard.live;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * Sends through Jetty's core session, because only that takes text as bytes: the sessions above it take a string and encode
 * it for each client anew.
 */
final class JettyOutlet implements Outlet {

    /**
     * What the kernel may hold for a client, in bytes; Linux counts double. Left alone it takes 4 MB for one that does not read:
     * memory that no setting of the JVM limits, and a minute in which frames grow old instead of being passed over.
     */
    private static final int SEND_BUFFER = 65_536;

    private final CoreSession session;

    JettyOutlet(CoreSession session) {
        this.session = session;
        limitSendBuffer(session);
    }

    private static void limitSendBuffer(CoreSession session) {
        if (session instanceof WebSocketCoreSession core
                && core.getConnection().getEndPoint() instanceof SocketChannelEndPoint endPoint) {
            try {
                endPoint.getChannel().setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            } catch (IOException e) {
                session.abort(); // The connection is gone already.
            }
        }
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
