package com.wildrydes.dashboard.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;

/**
 * Upgrades without extensions. Jetty by itself accepts every browser's offer to compress, which would compress each message
 * for each client anew.
 */
public final class PlainJettyUpgrade extends JettyRequestUpgradeStrategy {

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String protocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
        HttpServletResponse servletResponse = ((ServletServerHttpResponse) response).getServletResponse();
        JettyWebSocketHandlerAdapter endpoint =
                new JettyWebSocketHandlerAdapter(handler, new JettyWebSocketSession(attributes, user));
        try {
            JettyWebSocketServerContainer.getContainer(servletRequest.getServletContext())
                    .upgrade(
                            (upgradeRequest, upgradeResponse) -> {
                                upgradeResponse.setExtensions(List.of());
                                return endpoint;
                            },
                            servletRequest,
                            servletResponse);
        } catch (Exception e) {
            throw new HandshakeFailureException("The WebSocket could not be opened", e);
        }
    }
}
