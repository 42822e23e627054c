package com.wildrydes.dashboard.gateway;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Answers with a problem that names the service when it cannot be reached (503) or breaks off (502). */
final class Unreachable implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger log = LoggerFactory.getLogger(Unreachable.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Backend backend;

    Unreachable(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        try {
            return next.handle(request);
        } catch (ResourceAccessException e) {
            log.debug("{} at {} did not answer", backend.name(), backend.address(), e);
            return isAway(e) ? away() : brokenOff();
        }
    }

    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private ServerResponse away() {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, backend.name() + " cannot be reached");
    }

    private ServerResponse brokenOff() {
        return problem(HttpStatus.BAD_GATEWAY, backend.name() + " broke off before it answered");
    }

    private static ServerResponse problem(HttpStatus status, String detail) {
        ServerResponse.BodyBuilder response =
                ServerResponse.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
