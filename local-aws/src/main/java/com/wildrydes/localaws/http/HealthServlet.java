package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /_local-aws/health}: answers once every service does, and says which are played. */
public final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final byte[] answer;

    public HealthServlet(List<String> services) {
        answer = JsonMapper.shared()
                .writeValueAsString(Map.of("status", "UP", "services", services))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
