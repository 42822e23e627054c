package com.wildrydes.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no other site's page act through a visitor's browser: what changes something, and a WebSocket, must come from this site's
 * own page, or from something that is no browser and names no origin. A fleet on a laptop has no other guard.
 *
 * <p>The site is the host and port that the browser called: {@code Host}, or {@code X-Forwarded-Host} where a proxy has changed
 * it, which a page cannot set across origins.
 */
public final class OriginFilter extends OncePerRequestFilter {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    private final Set<String> allowed;

    /** @param allowed further origins, such as {@code https://fleet.example.com} */
    public OriginFilter(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || isHarmless(request) || isAllowed(origin, request)) {
            chain.doFilter(request, response);
            return;
        }
        Problems.write(
                response,
                HttpStatus.FORBIDDEN,
                "The Origin must be this site's own, or be listed in wildrydes.access.allowed-origins");
    }

    private static boolean isHarmless(HttpServletRequest request) {
        boolean upgrade = request.getHeader(HttpHeaders.UPGRADE) != null;
        return !upgrade && HARMLESS.contains(request.getMethod());
    }

    private boolean isAllowed(String origin, HttpServletRequest request) {
        return allowed.contains(origin)
                || isSite(origin, request.getHeader(HttpHeaders.HOST))
                || isSite(origin, request.getHeader(FORWARDED_HOST));
    }

    private static boolean isSite(String origin, @Nullable String host) {
        int authority = origin.indexOf("://");
        return host != null
                && authority > 0
                && origin.substring(authority + 3).toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
    }
}
