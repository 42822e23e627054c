package com.wildrydes.dashboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SameOriginFilterTest {

    private final SameOriginFilter filter = new SameOriginFilter(Set.of("https://ops.example.com"));

    private boolean passes(String method, @Nullable String origin, boolean upgrade) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/unicorns");
        request.addHeader("Host", "localhost:8080");
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        if (upgrade) {
            request.addHeader("Upgrade", "websocket");
        }
        MockFilterChain chain = new MockFilterChain();
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, chain);
        assertThat(response.getStatus()).isEqualTo(chain.getRequest() == null ? 403 : 200);
        return chain.getRequest() != null;
    }

    @ParameterizedTest
    @CsvSource({
        "POST, http://localhost:8080, true",
        "DELETE, HTTP://LOCALHOST:8080, true",
        "POST, https://ops.example.com, true",
        "POST, http://localhost:8081, false",
        "POST, http://localhost, false",
        "POST, https://evil.example.com, false",
        "POST, null, false",
        "POST, '', false",
        "POST, http://localhost:8080.evil.example.com, false",
        "GET, https://evil.example.com, true"
    })
    void letsOnlyTheOwnPageChangeSomething(String method, String origin, boolean allowed) throws Exception {
        assertThat(passes(method, origin, false)).isEqualTo(allowed);
    }

    @Test
    void letsOnlyTheOwnPageOpenTheWebSocket() throws Exception {
        assertThat(passes("GET", "https://evil.example.com", true)).isFalse();
        assertThat(passes("GET", "http://localhost:8080", true)).isTrue();
    }

    @Test
    void letsPassWhatIsNoBrowser() throws Exception {
        assertThat(passes("POST", null, false)).isTrue();
        assertThat(passes("GET", null, true)).isTrue();
    }
}
