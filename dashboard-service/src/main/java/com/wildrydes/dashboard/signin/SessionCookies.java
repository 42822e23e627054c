package com.wildrydes.dashboard.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** The session of the browser that a request comes from. */
final class SessionCookies {

    static final String NAME = "__Host-wildrydes-session";

    private final SealedCookie cookie;
    private final Clock clock;

    SessionCookies(CookieSealer sealer, Clock clock) {
        // Gone when the browser is closed, on a machine that others use too.
        cookie = new SealedCookie(NAME, sealer, null);
        this.clock = clock;
    }

    /** @return empty when there is none that counts, whatever the browser sent */
    Optional<Session> read(HttpServletRequest request) {
        return cookie.read(cookies(request), clock.instant()).flatMap(Session::fromJson);
    }

    /** @throws SealedCookie.TooLargeException when the issuer's tokens are too large */
    void write(Session session, HttpServletRequest request, HttpServletResponse response) {
        add(
                response,
                cookie.write(session.toJson(), session.end(), cookies(request).keySet()));
    }

    void clear(HttpServletRequest request, HttpServletResponse response) {
        add(response, cookie.clear(cookies(request).keySet()));
    }

    static void add(HttpServletResponse response, List<String> setCookies) {
        setCookies.forEach(value -> response.addHeader(HttpHeaders.SET_COOKIE, value));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    static Map<String, String> cookies(HttpServletRequest request) {
        Map<String, String> cookies = new LinkedHashMap<>();
        Cookie[] sent = request.getCookies();
        for (Cookie cookie : sent == null ? new Cookie[0] : sent) {
            cookies.putIfAbsent(cookie.getName(), cookie.getValue());
        }
        return cookies;
    }
}
