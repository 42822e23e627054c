package com.wildrydes.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;

class DrainingTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"/api/alerts", "/nowhere"})
    void answersAsEverButKeepsNoConnection(String path) throws Exception {
        try (ConfigurableApplicationContext service = GuardedApplication.start("wildrydes.access.mode=open")) {
            HttpResponse<String> before = get(service, path);
            AvailabilityChangeEvent.publish(service, ReadinessState.REFUSING_TRAFFIC);
            HttpResponse<String> draining = get(service, path);

            assertThat(before.headers().allValues("connection")).isEmpty();
            assertThat(draining.headers().allValues("connection")).containsExactly("close");
            assertThat(draining.statusCode()).isEqualTo(before.statusCode());
        }
    }

    private HttpResponse<String> get(ConfigurableApplicationContext service, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
