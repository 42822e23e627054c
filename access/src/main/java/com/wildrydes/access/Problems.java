package com.wildrydes.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Says no, as a problem (RFC 9457), with no more about us than the asker must know. */
public final class Problems implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final String BEARER = "Bearer";
    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";
    private static final String NOT_ENOUGH = "Bearer error=\"insufficient_scope\"";
    private static final Duration ISSUER_AWAY = Duration.ofSeconds(5);

    /** Nobody, or somebody with a token that does not count. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof TokenAuthentication.IssuerAwayException) {
            retryAfter(response, ISSUER_AWAY);
            write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Whether the token is right cannot be told: the issuer's keys cannot be had");
        } else if (e instanceof OAuth2AuthenticationException) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, INVALID_TOKEN);
            write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "The token must be a valid one of this service's issuer, be for this service and not have ended");
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, BEARER);
            write(response, HttpStatus.UNAUTHORIZED, "A request must bring a token, as Authorization: Bearer");
        }
    }

    /** Somebody who may not. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, NOT_ENOUGH);
        String needed = Endpoints.find(request.getMethod(), AccessRules.path(request))
                .flatMap(Endpoints.Row::least)
                .map(role -> "This asks the role " + role.inToken() + ", which the token does not give")
                .orElse("Nobody may ask this");
        write(response, HttpStatus.FORBIDDEN, needed);
    }

    /** What could be read in two ways, and so might pass one reader and mean something else to the next. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e)
            throws IOException {
        write(
                response,
                HttpStatus.BAD_REQUEST,
                "A path must be plain: no //, no ; no encoded slash, backslash, dot or percent sign, no control character");
    }

    static void retryAfter(HttpServletResponse response, Duration pause) {
        response.setHeader(
                HttpHeaders.RETRY_AFTER,
                String.valueOf(Math.max(1, pause.plusMillis(999).toSeconds())));
    }

    static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(JsonMapper.shared()
                        .writeValueAsBytes(
                                Map.of("status", status.value(), "title", status.getReasonPhrase(), "detail", detail)));
    }
}
