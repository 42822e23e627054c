package com.wildrydes.archive;

import com.wildrydes.archive.queries.TooManyQueriesException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.model.TooManyRequestsException;

/** Answers errors as RFC 9457 problem details. */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail invalidParameter(InvalidParameterException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, Optional.ofNullable(e.getMessage()).orElse(""));
        problem.setProperty("parameter", e.parameter());
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(TooManyQueriesException e) {
        return comeAgain(Optional.ofNullable(e.getMessage()).orElse(""));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> full(TooManyRequestsException e) {
        return comeAgain("Athena must have room for another query, but has not");
    }

    private static ResponseEntity<ProblemDetail> comeAgain(String detail) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, detail));
    }

    /** What AWS said is for the log: it may name what the caller has no business with. */
    @ExceptionHandler
    ProblemDetail awsFailed(SdkException e) {
        log.warn("An AWS call for a request failed", e);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_GATEWAY, "A service that this one needs must answer, but failed; the log says more");
    }
}
