package com.wildrydes.dashboard.live;

import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** The edge between the WebSocket and the broadcast. */
public final class FleetSocket extends TextWebSocketHandler {

    /** In bytes: as many of the longest names as may be subscribed to, each character of four bytes, and no more than that. */
    public static final int LONGEST_MESSAGE = 65_536;

    private static final Logger log = LoggerFactory.getLogger(FleetSocket.class);
    private static final String SESSION = FleetSession.class.getName();

    /** The attribute of a WebSocket's session that holds its {@link Caller}; without one it is anybody's. */
    public static final String CALLER = Caller.class.getName();

    private final FleetBroadcast broadcast;

    public FleetSocket(FleetBroadcast broadcast) {
        this.broadcast = broadcast;
    }

    @Override
    public void afterConnectionEstablished(org.springframework.web.socket.WebSocketSession session) {
        WebSocketSession jetty = (WebSocketSession) ((JettyWebSocketSession) session).getNativeSession();
        Caller caller = session.getAttributes().get(CALLER) instanceof Caller known ? known : Caller.ANYBODY;
        broadcast
                .join(new JettyOutlet(jetty.getCoreSession()), caller)
                .ifPresent(joined -> session.getAttributes().put(SESSION, joined));
    }

    @Override
    protected void handleTextMessage(org.springframework.web.socket.WebSocketSession session, TextMessage message) {
        if (session.getAttributes().get(SESSION) instanceof FleetSession joined) {
            try {
                obey(ClientMessage.parse(message.getPayload()), joined);
            } catch (IllegalArgumentException e) {
                joined.close(CloseStatus.NOT_ACCEPTABLE.getCode(), String.valueOf(e.getMessage()));
            }
        }
    }

    private static void obey(ClientMessage message, FleetSession session) {
        if (message instanceof ClientMessage.Subscribe subscribe) {
            session.subscribe(subscribe.subscription());
        } else if (message instanceof ClientMessage.Resync) {
            session.resync();
        }
    }

    @Override
    protected void handlePongMessage(org.springframework.web.socket.WebSocketSession session, PongMessage message) {
        if (session.getAttributes().get(SESSION) instanceof FleetSession joined) {
            joined.pong();
        }
    }

    @Override
    public void handleTransportError(org.springframework.web.socket.WebSocketSession session, Throwable cause) {
        // Clients come and go, and a lost connection is no fault of this process.
        log.debug("The connection of a client broke", cause);
    }

    @Override
    public void afterConnectionClosed(org.springframework.web.socket.WebSocketSession session, CloseStatus status) {
        if (session.getAttributes().get(SESSION) instanceof FleetSession joined) {
            broadcast.leave(joined);
        }
    }
}
