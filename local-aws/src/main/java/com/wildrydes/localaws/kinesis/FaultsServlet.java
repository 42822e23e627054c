package com.wildrydes.localaws.kinesis;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /_local-aws/faults}: GET answers {@link Faults} and how often each was injected; PUT sets them, and what it does not
 * name is switched off.
 */
final class FaultsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final transient FaultInjector injector;

    FaultsServlet(FaultInjector injector) {
        this.injector = injector;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, Map.of("faults", injector.faults(), "injected", injector.counts()));
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            injector.set(MAPPER.readValue(request.getInputStream(), Faults.class));
            doGet(request, response);
        } catch (JacksonException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            Throwable cause = e.getCause();
            answer(
                    response,
                    Map.of(
                            "message",
                            cause instanceof IllegalArgumentException ? cause.getMessage() : e.getOriginalMessage()));
        }
    }

    private static void answer(HttpServletResponse response, Object answer) throws IOException {
        byte[] bytes = MAPPER.writeValueAsBytes(answer);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
