package com.wildrydes.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OriginFilterTest {

    private static final String HOST = "localhost:8080";

    private final OriginFilter filter = new OriginFilter(Set.of("https://ops.example.com"));
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private boolean passes(MockHttpServletRequest request) throws Exception {
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, response, chain);
        assertThat(response.getStatus()).isEqualTo(chain.getRequest() == null ? 403 : 200);
        return chain.getRequest() != null;
    }

    private static MockHttpServletRequest request(String method, @Nullable String origin, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/unicorns");
        request.addHeader("Host", host);
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        return request;
    }

    private static MockHttpServletRequest upgrade(@Nullable String origin) {
        MockHttpServletRequest request = request("GET", origin, HOST);
        request.addHeader("Upgrade", "websocket");
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8080",
        "HTTP://LOCALHOST:8080, localhost:8080",
        "http://[::1]:8080, [::1]:8080",
        "https://fleet.example.com, Fleet.Example.com",
        "https://ops.example.com, anything:8081"
    })
    void letsItsOwnPageAndTheAllowedChangeSomething(String origin, String host) throws Exception {
        assertThat(passes(request("POST", origin, host))).isTrue();
        assertThat(passes(request("DELETE", origin, host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "http://localhost:8081", // another server of the same machine
                "http://localhost",
                "http://127.0.0.1:8080",
                "null",
                "",
                "::: ",
                "localhost:8080",
                "http://localhost:8080.evil.example.com",
                "http://localhost.evil.example.com:8080",
                "https://evil.example.com#localhost:8080",
                "https://evil.example.com/localhost:8080",
                "http://localhost:8080@evil.example.com"
            })
    void letsNoOtherPageChangeSomethingOrOpenAWebSocket(String origin) throws Exception {
        assertThat(passes(request("POST", origin, HOST))).isFalse();
        assertThat(passes(request("DELETE", origin, HOST))).isFalse();
        assertThat(passes(upgrade(origin))).isFalse();
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("wildrydes.access.allowed-origins");
    }

    @Test
    void letsItsOwnPageOpenTheWebSocket() throws Exception {
        assertThat(passes(upgrade("http://localhost:8080"))).isTrue();
    }

    @Test
    void knowsTheHostThatAProxyWasCalledBy() throws Exception {
        MockHttpServletRequest request = request("POST", "https://fleet.example.com", "producer-service:8081");
        assertThat(passes(request)).isFalse();

        request.addHeader("X-Forwarded-Host", "fleet.example.com");
        response.reset();
        assertThat(passes(request)).isTrue();
    }

    @Test
    void letsPassWhatIsNoBrowser() throws Exception {
        assertThat(passes(request("POST", null, HOST))).isTrue();
        assertThat(passes(upgrade(null))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void letsPassWhatChangesNothing(String method) throws Exception {
        assertThat(passes(request(method, "https://evil.example.com", HOST))).isTrue();
    }
}
