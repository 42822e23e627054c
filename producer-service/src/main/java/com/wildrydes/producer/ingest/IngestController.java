package com.wildrydes.producer.ingest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** {@code POST /api/telemetry}: the door for reports. */
@RestController
public final class IngestController {

    static final String NDJSON = "application/x-ndjson";

    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String EXAMPLE = """
            {"Distance":29.87,"HealthPoints":149,"Latitude":40.749167,"Longitude":-73.985184,"MagicPoints":151,\
            "Name":"Shadowfax","StatusTime":"2026-11-23 01:02:03.000"}""";

    private final Ingest ingest;
    private final IngestProperties limits;

    public IngestController(Ingest ingest, IngestProperties limits) {
        this.ingest = ingest;
        this.limits = limits;
    }

    @Operation(
            summary = "Take reports in",
            description =
                    "One report, a JSON array of reports, or NDJSON; Content-Encoding: gzip is understood. The answer comes"
                            + " when Kinesis has acknowledged every valid report. Unknown keys are kept, StatusTime may be ISO-8601.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        examples = @ExampleObject(EXAMPLE),
                                        schema = @Schema(type = "object")),
                                @Content(
                                        mediaType = NDJSON,
                                        examples = @ExampleObject(EXAMPLE),
                                        schema = @Schema(type = "string"))
                            }))
    @ApiResponse(
            responseCode = "202",
            description = "Every accepted report is safe in the stream; the first 100 rejected ones are listed",
            content = @Content(schema = @Schema(implementation = IngestAnswer.class)))
    @ApiResponse(responseCode = "400", description = "Nothing in the request is a valid report")
    @ApiResponse(responseCode = "413", description = "The body is too large")
    @ApiResponse(
            responseCode = "415",
            description = "The body is neither JSON nor NDJSON, or packed in another way than gzip")
    @ApiResponse(
            responseCode = "429",
            description = "No room now: nothing was taken, send all of it again after Retry-After")
    @ApiResponse(
            responseCode = "503",
            description = "The service is stopping; the problem lists what is not known to be safe")
    @ApiResponse(
            responseCode = "504",
            description = "Kinesis did not acknowledge in time; the problem lists what is not known to be safe")
    @PostMapping(
            path = "/api/telemetry",
            consumes = {MediaType.APPLICATION_JSON_VALUE, NDJSON})
    DeferredResult<ResponseEntity<IngestAnswer>> post(HttpServletRequest request) {
        BodyFormat format = format(request);
        if (request.getContentLengthLong() > limits.maxRequestSize().toBytes()) {
            throw tooLarge(new BodyTooLargeException(limits.maxRequestSize().toBytes()));
        }
        // The time limit is the delivery's own: the container's would answer without saying what is safe.
        DeferredResult<ResponseEntity<IngestAnswer>> result = new DeferredResult<>(0L);
        try {
            ingest.take(unpacked(request), format).whenComplete((answer, failure) -> {
                if (failure == null) {
                    result.setResult(ResponseEntity.accepted().body(answer));
                } else {
                    result.setErrorResult(
                            failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure);
                }
            });
            return result;
        } catch (BodyTooLargeException e) {
            throw tooLarge(e);
        } catch (IOException e) {
            throw problem(
                    HttpStatus.BAD_REQUEST,
                    "The body must be complete, and be gzip when it says so, but: " + e.getMessage());
        }
    }

    private static BodyFormat format(HttpServletRequest request) {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        if (type.getCharset() != null && !StandardCharsets.UTF_8.equals(type.getCharset())) {
            throw problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The charset must be UTF-8, but was " + type.getCharset());
        }
        return type.getSubtype().equals("json") ? BodyFormat.JSON : BodyFormat.NDJSON;
    }

    private static InputStream unpacked(HttpServletRequest request) throws IOException {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding == null || coding.equalsIgnoreCase("identity")) {
            return request.getInputStream();
        }
        if (coding.toLowerCase(Locale.ROOT).equals("gzip")) {
            return new GZIPInputStream(request.getInputStream(), 8192);
        }
        ErrorResponseException unsupported = problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be gzip or absent, but was " + coding);
        unsupported.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "gzip");
        throw unsupported;
    }

    private static ErrorResponseException tooLarge(BodyTooLargeException e) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, e.getMessage());
    }

    private static ErrorResponseException problem(HttpStatus status, @Nullable String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    @ExceptionHandler
    ProblemDetail noValidReport(NoValidReportException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
        problem.setProperty("accepted", 0);
        problem.setProperty("rejected", e.rejected());
        problem.setProperty("rejectedCount", e.rejectedCount());
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noRoom(NoRoomException e) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAcknowledged(NotAcknowledgedException e) {
        HttpStatus status = e.timedOut() ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.SERVICE_UNAVAILABLE;
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, e.getMessage());
        List<Integer> open = e.openLines();
        problem.setProperty("accepted", e.acknowledged());
        problem.setProperty("rejected", e.rejections().first());
        problem.setProperty("rejectedCount", e.rejections().count());
        problem.setProperty("unacknowledged", open.subList(0, Math.min(open.size(), Rejections.LISTED)));
        problem.setProperty("unacknowledgedCount", open.size());
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem);
    }
}
