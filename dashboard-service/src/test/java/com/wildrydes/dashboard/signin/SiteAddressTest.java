package com.wildrydes.dashboard.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SiteAddressTest {

    private static MockHttpServletRequest request(String scheme, String host, int port) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/sign-in");
        request.setScheme(scheme);
        request.setSecure(scheme.equals("https"));
        request.setServerName(host);
        request.setServerPort(port);
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "https, fleet.example.com, 443, https://fleet.example.com, true",
        "https, fleet.example.com, 8443, https://fleet.example.com:8443, true",
        "http, localhost, 8080, http://localhost:8080, true",
        "http, dash.localhost, 8080, http://dash.localhost:8080, true",
        "http, 127.0.0.1, 8080, http://127.0.0.1:8080, true",
        "http, [::1], 8080, http://[::1]:8080, true",
        "http, fleet.example.com, 80, http://fleet.example.com, false",
        "http, 192.168.0.7, 8080, http://192.168.0.7:8080, false",
        "http, 127.0.0.1.evil.example, 80, http://127.0.0.1.evil.example, false"
    })
    void isWhatTheRequestSaysAndKeepsCookiesOverHttpsOrAtHome(
            String scheme, String host, int port, String address, boolean keeps) {
        SiteAddress site = new SiteAddress(null);

        assertThat(site.of(request(scheme, host, port))).isEqualTo(address);
        assertThat(site.keepsCookies(request(scheme, host, port))).isEqualTo(keeps);
    }

    @Test
    void isWhatIsSetWhereAProxyTakesTheHttpsAway() {
        SiteAddress site = new SiteAddress(URI.create("https://fleet.example.com"));

        assertThat(site.of(request("http", "10.0.0.7", 8080))).isEqualTo("https://fleet.example.com");
        assertThat(site.keepsCookies(request("http", "10.0.0.7", 8080))).isTrue();
    }
}
