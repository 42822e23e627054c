package com.wildrydes.dashboard.tail;

import com.wildrydes.streams.StreamFollower;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code GET /api/streams/{stream}/tail}. Holds its request's thread for as long as the client follows. */
@RestController
@Tag(name = "streams")
public final class TailController {

    private static final String RETRY_AFTER_SECONDS = "10";

    private final Tails tails;

    public TailController(Tails tails) {
        this.tails = tails;
    }

    /** Where a tail begins, in Kinesis' own words. */
    enum From {
        LATEST(new StreamFollower.Start.Latest()),
        TRIM_HORIZON(new StreamFollower.Start.TrimHorizon());

        private final StreamFollower.Start start;

        From(StreamFollower.Start start) {
            this.start = start;
        }
    }

    @Operation(
            summary = "Follow a stream",
            description = "One record a line. Without records an empty line comes now and then.")
    @GetMapping(path = "/api/streams/{stream}/tail", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void tail(
            @PathVariable String stream, @RequestParam(defaultValue = "LATEST") From from, HttpServletResponse response)
            throws IOException, InterruptedException {
        if (!tails.streams().contains(stream)) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "The stream must be one of " + String.join(", ", tails.streams()));
        }
        if (!tails.tryAcquire()) {
            throw tooMany();
        }
        try {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            response.setHeader("Cache-Control", "no-store");
            // A reverse proxy must not wait for a full buffer.
            response.setHeader("X-Accel-Buffering", "no");
            response.flushBuffer();
            tails.follow(stream, from.start, response.getOutputStream());
        } finally {
            tails.release();
        }
    }

    private ErrorResponseException tooMany() {
        ErrorResponseException problem = new ErrorResponseException(
                HttpStatus.TOO_MANY_REQUESTS,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.TOO_MANY_REQUESTS, "At most " + tails.most() + " tails may be open, and all are"),
                null);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return problem;
    }
}
