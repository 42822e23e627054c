package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /_local-aws/calls}: how often each operation was called since the start. */
final class CallsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient CallCounts counts;
    private final Instant since;

    CallsServlet(CallCounts counts, InstantSource clock) {
        this.counts = counts;
        this.since = clock.instant();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] answer = JsonMapper.shared().writeValueAsBytes(Map.of("since", since.toString(), "calls", counts.all()));
        response.setContentType("application/json");
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
