package com.wildrydes.dashboard.live;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to one client. Sending never blocks. */
interface Outlet {

    /**
     * Sends a text message.
     *
     * @param text UTF-8, shared with other clients and therefore not to be moved or changed
     * @param done called once, on any thread, when the message has left this process (null) or cannot leave it
     */
    void send(ByteBuffer text, Consumer<@Nullable Throwable> done);

    /** Asks the client to answer with a pong. */
    void ping();

    /** Says goodbye and closes. */
    void close(int code, String reason);

    /** Closes without a word: for a client that does not read. */
    void abort();
}
