package com.wildrydes.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Lets one caller ask so much and no more, so that nobody takes the fleet's room or runs up Athena's bill. A caller is whom the
 * token names, also behind the door, which passes the token on; without a token, who connects.
 */
final class LimitFilter extends OncePerRequestFilter {

    /** Callers remembered: about 5 MB. */
    private static final int CALLERS = 10_000;

    private static final List<PathPattern> INGEST = paths("/api/telemetry");
    private static final List<PathPattern> QUERIES = paths("/api/queries", "/api/reports/*");

    private final List<Limit> limits = new ArrayList<>();

    private record Limit(List<PathPattern> paths, CallerRates rates, String mustHold) {}

    LimitFilter(AccessProperties.Limits limits) {
        this(limits, System::nanoTime);
    }

    LimitFilter(AccessProperties.Limits limits, LongSupplier clock) {
        if (limits.ingestPerSecond() > 0) {
            this.limits.add(new Limit(
                    INGEST,
                    new CallerRates(limits.ingestPerSecond(), Duration.ofSeconds(1), CALLERS, clock),
                    "A caller may send " + limits.ingestPerSecond() + " requests per second"
                            + " (wildrydes.access.limits.ingest-per-second), each with many reports"));
        }
        if (limits.queriesPerMinute() > 0) {
            this.limits.add(new Limit(
                    QUERIES,
                    new CallerRates(limits.queriesPerMinute(), Duration.ofMinutes(1), CALLERS, clock),
                    "A caller may start " + limits.queriesPerMinute() + " queries per minute"
                            + " (wildrydes.access.limits.queries-per-minute)"));
        }
    }

    private static List<PathPattern> paths(String... patterns) {
        return List.of(patterns).stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    /** Whether a limit is for it, where there is one. */
    static boolean isLimited(String method, String path) {
        PathContainer asked = PathContainer.parsePath(path);
        return "POST".equals(method)
                && Stream.concat(INGEST.stream(), QUERIES.stream()).anyMatch(pattern -> pattern.matches(asked));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if ("POST".equals(request.getMethod())) {
            PathContainer path = AccessRules.path(request);
            for (Limit limit : limits) {
                if (limit.paths().stream().anyMatch(pattern -> pattern.matches(path))) {
                    Optional<Duration> wait = limit.rates().take(caller(request));
                    if (wait.isPresent()) {
                        Problems.retryAfter(response, wait.get());
                        Problems.write(response, HttpStatus.TOO_MANY_REQUESTS, limit.mustHold());
                        return;
                    }
                }
            }
        }
        chain.doFilter(request, response);
    }

    /** A token's subject cannot look like an address: they are told apart by what stands before. */
    private static String caller(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null || principal.getName().isEmpty()
                ? "from " + request.getRemoteAddr()
                : "is " + principal.getName();
    }
}
