package com.wildrydes.producer.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that change something and come from a page of another site: a browser sends forms across origins without
 * asking, and a fleet on a laptop has no other guard. Clients that are no browsers send no Origin and pass.
 *
 * <p>The same site is the same host name on any port, for the dashboard's page is served from another port than this service
 * listens on. A proxy that changes Host says the original one in X-Forwarded-Host, which a page cannot set across origins.
 */
public final class OriginFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    private final Set<String> allowedOrigins;

    /** @param allowedOrigins further ones, such as {@code https://fleet.example.com} */
    public OriginFilter(Set<String> allowedOrigins) {
        this.allowedOrigins = allowedOrigins;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || SAFE_METHODS.contains(request.getMethod()) || isAllowed(origin, request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter()
                .write(
                        "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"A request must come from this service's own page\"}");
    }

    private boolean isAllowed(String origin, HttpServletRequest request) {
        if (allowedOrigins.contains(origin)) {
            return true;
        }
        String host = host(origin);
        return host != null
                && (isSame(host, request.getHeader(HttpHeaders.HOST))
                        || isSame(host, request.getHeader(FORWARDED_HOST)));
    }

    private static boolean isSame(String originHost, @Nullable String hostAndPort) {
        String host = hostAndPort == null ? null : host("http://" + hostAndPort);
        return host != null && (host.equals(originHost) || LOOPBACK.contains(host) && LOOPBACK.contains(originHost));
    }

    private static @Nullable String host(String uri) {
        try {
            String host = URI.create(uri).getHost();
            return host == null ? null : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
