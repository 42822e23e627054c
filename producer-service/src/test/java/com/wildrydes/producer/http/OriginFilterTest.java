package com.wildrydes.producer.http;

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

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8081",
        "http://127.0.0.1:8080, localhost:8081",
        "http://[::1]:8080, 127.0.0.1:8081",
        "https://fleet.example.com, fleet.example.com",
        "https://Fleet.Example.com:8443, fleet.example.com",
        "https://partner.example.org, anything:8081"
    })
    void letsThroughItsOwnPageAndTheAllowed(String origin, String host) throws Exception {
        assertThat(status("POST", origin, host, null)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example.com, localhost:8081",
        "null, localhost:8081",
        "'', localhost:8081",
        "http://localhost.evil.example.com, localhost:8081",
        "https://evil.example.com#localhost, localhost:8081",
        "::: , localhost:8081",
        "http://localhost:8080, fleet.example.com"
    })
    void refusesOtherPages(String origin, String host) throws Exception {
        assertThat(status("POST", origin, host, null)).isEqualTo(403);
        assertThat(status("DELETE", origin, host, null)).isEqualTo(403);
    }

    @Test
    void knowsTheHostThatAProxyWasCalledBy() throws Exception {
        assertThat(status("POST", "https://fleet.example.com", "producer-service:8081", "fleet.example.com"))
                .isEqualTo(200);
    }

    @Test
    void letsThroughClientsThatAreNoBrowsers() throws Exception {
        assertThat(status("POST", null, "localhost:8081", null)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void letsThroughWhatChangesNothing(String method) throws Exception {
        assertThat(status(method, "https://evil.example.com", "localhost:8081", null))
                .isEqualTo(200);
    }

    private static int status(String method, @Nullable String origin, String host, @Nullable String forwardedHost)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/replays");
        request.addHeader("Host", host);
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        if (forwardedHost != null) {
            request.addHeader("X-Forwarded-Host", forwardedHost);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        new OriginFilter(Set.of("https://partner.example.org")).doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
