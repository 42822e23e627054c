package com.wildrydes.localaws.kinesis;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a subscription's messages to its client for as long as the connection takes them, without a thread of its own: it is
 * called when the client has read on, and now and then. What one message needs is all that is held for a client that does not
 * read.
 */
final class EventPush implements WriteListener, AsyncListener {

    private static final Logger log = LoggerFactory.getLogger(EventPush.class);

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final ShardEvents events;
    private final InstantSource clock;
    private boolean open;
    private boolean unflushed;
    private long written;
    private volatile boolean over;

    private EventPush(AsyncContext context, ServletOutputStream out, ShardEvents events, InstantSource clock) {
        this.context = context;
        this.out = out;
        this.events = events;
        this.clock = clock;
    }

    static EventPush begin(
            HttpServletRequest request, HttpServletResponse response, ShardEvents events, InstantSource clock)
            throws IOException {
        response.setContentType(EventMessages.CONTENT_TYPE);
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        EventPush push = new EventPush(context, response.getOutputStream(), events, clock);
        context.addListener(push);
        push.out.setWriteListener(push);
        return push;
    }

    ShardEvents events() {
        return events;
    }

    /** How many bytes of messages were given to the connection. */
    synchronized long written() {
        return written;
    }

    /** Whether the client gets no further message. */
    boolean isOver() {
        return over;
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            open = true;
        }
        push();
    }

    /** Writes what there is to write, without blocking. Any thread may call it. */
    synchronized void push() {
        if (!open || over) {
            return;
        }
        try {
            while (out.isReady()) {
                if (unflushed) {
                    unflushed = false;
                    out.flush();
                    continue;
                }
                byte[] message = events.next(clock.millis());
                if (message != null) {
                    out.write(message);
                    written += message.length;
                    unflushed = true;
                } else {
                    if (events.ended()) {
                        close();
                    }
                    return;
                }
            }
        } catch (IOException e) {
            log.debug("A subscriber has gone", e);
            close();
        } catch (RuntimeException e) {
            log.error("A subscription failed", e);
            close();
        }
    }

    /** Ends the answer. */
    synchronized void close() {
        if (over) {
            return;
        }
        over = true;
        try {
            context.complete();
        } catch (IllegalStateException e) {
            log.debug("A subscription was over already", e);
        }
    }

    @Override
    public void onError(Throwable gone) {
        log.debug("A subscriber has gone", gone);
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over = true;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody starts it again.
    }
}
