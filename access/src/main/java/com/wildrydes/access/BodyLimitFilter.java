package com.wildrydes.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Takes no body that is larger than any question is: a JSON body is read whole into memory before anybody looks at it. Reports
 * and uploads have limits of their own, by settings, and are read piece by piece.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    /** Athena's longest query is 256 KiB, and JSON may write a character as six. */
    static final int LARGEST_BYTES = 2 * 1024 * 1024;

    private static final List<PathPattern> OWN_LIMIT = List.of(
            PathPatternParser.defaultInstance.parse("/api/telemetry"),
            PathPatternParser.defaultInstance.parse("/api/replays"));
    private static final String MUST_HOLD = "A body must have at most " + LARGEST_BYTES + " bytes";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        PathContainer path = AccessRules.path(request);
        return OWN_LIMIT.stream().anyMatch(pattern -> pattern.matches(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > LARGEST_BYTES) {
            Problems.write(response, HttpStatus.CONTENT_TOO_LARGE, MUST_HOLD);
            return;
        }
        chain.doFilter(new Limited(request), response);
    }

    /** For a body that does not say how long it is. */
    private static final class Limited extends HttpServletRequestWrapper {

        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream());
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private long read;

        LimitedStream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > LARGEST_BYTES) {
                throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, MUST_HOLD);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
