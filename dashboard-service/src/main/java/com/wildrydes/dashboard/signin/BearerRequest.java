package com.wildrydes.dashboard.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A browser's request as if it had brought the session's access token, and no cookie. */
final class BearerRequest extends HttpServletRequestWrapper {

    private final String authorization;

    BearerRequest(HttpServletRequest request, String accessToken) {
        super(request);
        authorization = "Bearer " + accessToken;
    }

    @Override
    public @Nullable String getHeader(String name) {
        if (HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name)) {
            return authorization;
        }
        return HttpHeaders.COOKIE.equalsIgnoreCase(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        if (HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name)) {
            return Collections.enumeration(List.of(authorization));
        }
        return HttpHeaders.COOKIE.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(HttpHeaders.COOKIE::equalsIgnoreCase);
        names.add(HttpHeaders.AUTHORIZATION);
        return Collections.enumeration(names);
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return null;
    }
}
