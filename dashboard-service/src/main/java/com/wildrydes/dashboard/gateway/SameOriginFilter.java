package com.wildrydes.dashboard.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no other site's page act through a visitor's browser: what changes something, and the WebSocket, must come from this
 * site's own page, or from something that is no browser and names no origin.
 */
public final class SameOriginFilter extends OncePerRequestFilter {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<String> allowed;

    /** @param allowed further origins, such as {@code https://fleet.example.com} where a proxy changes the Host header */
    public SameOriginFilter(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || isHarmless(request) || isOwn(origin, request.getHeader(HttpHeaders.HOST))) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .print(
                        "{\"status\":403,\"title\":\"Forbidden\","
                                + "\"detail\":\"The Origin must be this site's own, or be listed in wildrydes.dashboard.allowed-origins\"}");
    }

    private static boolean isHarmless(HttpServletRequest request) {
        boolean upgrade = request.getHeader(HttpHeaders.UPGRADE) != null;
        return !upgrade && HARMLESS.contains(request.getMethod());
    }

    private boolean isOwn(String origin, @Nullable String host) {
        int authority = origin.indexOf("://");
        boolean same = host != null
                && authority > 0
                && origin.substring(authority + 3).toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        return same || allowed.contains(origin);
    }
}
