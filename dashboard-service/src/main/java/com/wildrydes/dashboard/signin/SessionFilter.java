package com.wildrydes.dashboard.signin;

import com.wildrydes.access.Endpoints;
import com.wildrydes.dashboard.signin.Renewals.Outcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes a bearer request of a request that comes with a session, so that from here on there is one kind of caller: its token is
 * checked as any other and passed on to the services behind. Stands before everything that asks who calls.
 *
 * <p>A browser sends cookies whoever's page it is that asks; what changes something must therefore repeat the session's CSRF
 * token, which only this site's page can read. Whoever brings a token of their own needs none, and no session is looked at.
 */
final class SessionFilter extends OncePerRequestFilter {

    static final String CSRF_HEADER = "X-CSRF-Token";
    static final String ME = "/api/me";
    static final String SIGN_OUT = "/sign-out";

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SESSION = Session.class.getName();
    private static final String ENDED = SESSION + ".ended";
    private static final String RETRY_AFTER_SECONDS = "5";

    private final SessionCookies cookies;
    private final Renewals renewals;
    private final Clock clock;

    SessionFilter(SessionCookies cookies, Renewals renewals, Clock clock) {
        this.cookies = cookies;
        this.renewals = renewals;
        this.clock = clock;
    }

    /** The session that a request came with, if its token has not ended or it is about to sign out. */
    static Optional<Session> session(HttpServletRequest request) {
        return Optional.ofNullable((Session) request.getAttribute(SESSION));
    }

    /** Whether the request came with a session that is over. */
    static boolean hasEnded(HttpServletRequest request) {
        return request.getAttribute(ENDED) != null;
    }

    /** The page's own files and the sign-in need no session, and must come while the issuer is away. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean open = Endpoints.find(request.getMethod(), path)
                .filter(row -> row.least().isEmpty())
                .isPresent();
        return open && !path.equals(ME) && !path.equals(SIGN_OUT)
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Session> session = cookies.read(request);
        if (session.isEmpty()) {
            chain.doFilter(request, response);
        } else if (!HARMLESS.contains(request.getMethod())
                && !matches(session.get().csrf(), request.getHeader(CSRF_HEADER))) {
            problem(
                    response,
                    403,
                    "Forbidden",
                    "What changes something must repeat the csrf of /api/me in " + CSRF_HEADER);
        } else if (request.getRequestURI().equals(ME)) {
            renew(session.get(), request, response, chain);
        } else {
            pass(session.get(), request, response, chain);
        }
    }

    private static boolean matches(String token, @Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    /** Only here, because each renewal replaces the cookie, and a page asks much else at the same time. */
    private void renew(Session session, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Outcome outcome = renewals.renewIfDue(session);
        if (outcome instanceof Outcome.GoesOn on) {
            if (on.renewed()) {
                cookies.write(on.session(), request, response);
            }
            pass(on.session(), request, response, chain);
        } else if (outcome instanceof Outcome.IssuerAway) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            problem(response, 503, "Service Unavailable", "The issuer cannot be asked for another token now");
        } else {
            // The cookie stays: another tab may have renewed it elsewhere just now.
            pass(session, request, response, chain);
        }
    }

    private void pass(Session session, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().equals(SIGN_OUT)) {
            request.setAttribute(SESSION, session);
            chain.doFilter(request, response);
        } else if (session.hasEnded(clock.instant())) {
            request.setAttribute(ENDED, true);
            chain.doFilter(request, response);
        } else {
            request.setAttribute(SESSION, session);
            chain.doFilter(new BearerRequest(request, session.accessToken()), response);
        }
    }

    private static void problem(HttpServletResponse response, int status, String title, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .print("{\"status\":" + status + ",\"title\":\"" + title + "\",\"detail\":\"" + detail + "\"}");
    }
}
