package com.wildrydes.dashboard.signin;

import com.wildrydes.dashboard.live.Caller;
import com.wildrydes.dashboard.live.FleetSocket;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Says whose a WebSocket is. A browser always names the origin of the page that opens one, and that it is this site's was checked
 * before; what names none is let in only with a token of its own, not with what a browser sends along by itself.
 */
public final class FleetHandshake implements HandshakeInterceptor {

    private final boolean open;

    /** @param open whether everybody may everything, and nobody is told from anybody */
    public FleetHandshake(boolean open) {
        this.open = open;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        if (open) {
            return true;
        }
        HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
        Principal principal = servletRequest.getUserPrincipal();
        boolean ownToken = principal instanceof JwtAuthenticationToken
                && SessionFilter.session(servletRequest).isEmpty();
        if (request.getHeaders().getOrigin() == null && !ownToken) {
            refuse(response);
            return false;
        }
        attributes.put(FleetSocket.CALLER, caller(principal, servletRequest));
        return true;
    }

    private static Caller caller(@Nullable Principal principal, HttpServletRequest request) {
        return principal instanceof JwtAuthenticationToken token
                ? new Caller("subject " + token.getName(), token.getToken().getExpiresAt())
                : new Caller("address " + request.getRemoteAddr(), null);
    }

    private static void refuse(ServerHttpResponse response) throws IOException {
        response.setStatusCode(HttpStatus.FORBIDDEN);
        response.getHeaders().set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getBody()
                .write(
                        ("{\"status\":403,\"title\":\"Forbidden\",\"detail\":\"A WebSocket must be opened from a page of this site,"
                                        + " with its Origin, or with a token of its own in Authorization\"}")
                                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {}
}
