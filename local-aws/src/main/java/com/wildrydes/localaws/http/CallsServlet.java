package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /_local-aws/calls}: how often each operation was called since the start, in all and by whom on what. */
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
        Map<String, Object> counted = new LinkedHashMap<>();
        counted.put("since", since.toString());
        counted.put("calls", counts.all());
        counted.put("callers", counts.byCaller());
        byte[] answer = JsonMapper.shared().writeValueAsBytes(counted);
        response.setContentType("application/json");
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
