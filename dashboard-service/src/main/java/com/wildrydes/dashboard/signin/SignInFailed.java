package com.wildrydes.dashboard.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Brings a browser back to the page, which says why the sign-in did not work. Never back to the issuer, which could go on for ever. */
final class SignInFailed implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(SignInFailed.class);

    private final SessionCookies sessions;

    SignInFailed(SessionCookies sessions) {
        this.sessions = sessions;
    }

    /** @param reason one that js/me.js knows */
    static String page(String reason) {
        return "/?sign-in=" + reason;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        String code = e instanceof OAuth2AuthenticationException failure
                ? failure.getError().getErrorCode()
                : "failed";
        switch (code) {
            case "access_denied" -> response.sendRedirect(page("denied"));
            // As when somebody goes back to the address of a sign-in that is done.
            case "authorization_request_not_found" ->
                response.sendRedirect(sessions.read(request).isPresent() ? ReturnPath.HOME : page("lost"));
            default -> {
                log.warn("A sign-in failed: {}", e.toString());
                response.sendRedirect(page("failed"));
            }
        }
    }
}
